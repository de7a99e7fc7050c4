import type { Locator, Page } from '@playwright/test';
import { choose, rowOf } from '../support/desk.ts';
import { expect, test } from '../support/fixtures.ts';

const rows = (page: Page): Locator => page.getByRole('row').filter({ has: page.getByRole('link') });

test('[OP-8] the table shows requests, filtered by site and by requester’s name, with the filters in the URL', async ({ as, palier }) => {
  const manager = await palier.api('manager');
  const [sample] = (await manager.requests()).items;
  const { site, requester_name } = sample!;

  const page = await as('manager');
  await page.goto('/requests');
  await expect(rows(page)).toHaveCount(50);

  await choose(page, 'Site', site.name);
  await expect(page).toHaveURL(new RegExp(`site_id=${site.id}`));
  await expect(rows(page).filter({ hasNotText: site.name })).toHaveCount(0);

  await page.getByLabel('Demandeur').fill(requester_name);
  await expect(page).toHaveURL(/requester=/);
  await expect(rowOf(page, sample!.title).first()).toBeVisible();
  const { items } = await manager.requests(`?limit=50&site_id=${site.id}&requester=${encodeURIComponent(requester_name)}`);
  await expect(rows(page)).toHaveCount(items.length);

  await page.reload();
  await expect(rows(page)).toHaveCount(items.length);
  await expect(page.getByLabel('Demandeur')).toHaveValue(requester_name);
});

test('[OP-8] a person of the demo finds nothing with a name nobody has, and is told what to do', async ({ as }) => {
  const page = await as('manager');
  await page.goto('/requests?requester=Zzyzx');
  await expect(rows(page)).toHaveCount(0);
  await expect(page.getByText('Rien ne correspond à ces filtres.')).toBeVisible();
  await page.getByRole('main').getByRole('link', { name: 'Effacer' }).click();
  await expect(rows(page)).toHaveCount(50);
});

test('[OP-8] pages go on and back without losing or repeating a request', async ({ as, palier }) => {
  const manager = await palier.api('manager');
  const first = await manager.requests('?limit=50');
  const second = await manager.requests(`?limit=50&cursor=${encodeURIComponent(first.next!)}`);
  const page = await as('manager');
  await page.goto('/requests');
  await expect(rows(page)).toHaveCount(50);
  await expect(rows(page).first()).toContainText(first.items[0]!.title);

  await page.getByRole('button', { name: 'Page suivante' }).click();
  await expect(rows(page).first()).toContainText(second.items[0]!.title);
  await expect(rows(page)).toHaveCount(50);
  await page.goBack();
  await expect(rows(page).first()).toContainText(first.items[0]!.title);
  await page.goForward();
  await expect(rows(page).first()).toContainText(second.items[0]!.title);
  await page.getByRole('button', { name: 'Page précédente' }).click();
  await expect(rows(page).first()).toContainText(first.items[0]!.title);
});

test('the actions of a row are behind the right button and behind « … », and do the same', async ({ as, palier }) => {
  const manager = await palier.api('manager');
  const { items } = await manager.requests('?limit=50&status=awaiting_assignment');
  const request = items[0]!;
  const page = await as('manager');
  await page.goto('/requests?status=awaiting_assignment');
  const row = rowOf(page, request.reference.split('-').at(-1)!);

  await row.click({ button: 'right' });
  const menu = page.getByRole('menu');
  await expect(menu.getByRole('menuitem', { name: 'Assigner…' })).toBeVisible();
  const byRight = await menu.getByRole('menuitem').allInnerTexts();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();

  await row.getByRole('button', { name: /^Actions/ }).click();
  await expect(menu).toBeVisible();
  expect(await menu.getByRole('menuitem').allInnerTexts()).toEqual(byRight);
  await menu.getByRole('menuitem', { name: 'En cours' }).click();
  await expect.poll(async () => (await manager.request(request.id)).status).toBe('in_progress');
});

test('[OP-2] a visitor’s rows offer nothing that changes a request, by the right button or otherwise', async ({ as }) => {
  const page = await as('visitor');
  await page.goto('/requests');
  const row = rows(page).first();
  const harmless = /^(Ouvrir|Copier .*|Qui peut voir….*)$/;
  const offered = page.getByRole('menu').getByRole('menuitem');

  await row.click({ button: 'right' });
  await expect(offered.first()).toBeVisible();
  await expect(offered.filter({ hasNotText: harmless })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: /^Actions/ }).click();
  await expect(offered.first()).toBeVisible();
  await expect(offered.filter({ hasNotText: harmless })).toHaveCount(0);
  await page.keyboard.press('Escape');

  await row.getByRole('link').focus();
  await page.keyboard.press('s');
  await page.keyboard.press('a');
  await expect(page.getByRole('menu').or(page.getByRole('dialog'))).toHaveCount(0);
});
