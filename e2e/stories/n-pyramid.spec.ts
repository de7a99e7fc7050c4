import type { Locator, Page } from '@playwright/test';
import { logIn } from '../support/actions.ts';
import { Api } from '../support/api.ts';
import { expectAccessible, expectNoSidewaysScroll } from '../support/checks.ts';
import { expect, test } from '../support/fixtures.ts';
import { phone } from '../support/settings.ts';

/** The line of a place in the tree. */
function line(page: Page, name: string): Locator {
  return page.locator('.pyramid .node').filter({ hasText: name });
}

async function fromMenu(page: Page, name: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `Actions sur ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

test('[PP-4] an administrator moves a site to another group and its manager sees its requests at once', async ({ as, palier, stranger }) => {
  const administrator = await palier.api('administrator');
  const site = (await administrator.sites()).find((each) => each.name === 'Dinant')!;
  const login = { ...(await palier.demoLogin('manager')), username: 'fatima.elkhattabi@mosane.example' };
  const fatima = await Api.as(palier.url, login);
  const seen = async () => (await fatima.requests(`?site_id=${site.id}`)).items.length;
  expect(await seen()).toBe(0);
  const desk = await stranger();
  await desk.goto(`/requests?site_id=${site.id}`);
  await logIn(desk, login);
  await expect(desk.getByText('Aucune demande').first()).toBeVisible();

  const page = await as('administrator');
  await page.goto('/sites');
  await fromMenu(page, 'Dinant', 'Déplacer…');
  const dialog = page.getByRole('dialog', { name: 'Déplacer Dinant' });
  await expect(dialog).toContainText('Qui a des droits sur le groupe choisi verra ses demandes dès maintenant.');
  await expect(dialog).toContainText('Qui n’en a que sur Mosane Wallonie ne les verra plus.');
  await expectAccessible(page, 'the question whether to move a site');
  await dialog.getByLabel('Vers le groupe').selectOption({ label: 'Mosane Bruxelles' });
  await dialog.getByRole('button', { name: 'Déplacer', exact: true }).click();
  await expect(page.getByText('Dinant est maintenant dans Mosane Bruxelles')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Dinant' })).toBeFocused();
  const group = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'Mosane Bruxelles', exact: true }) });
  await expect(group.getByRole('link', { name: 'Dinant' })).toBeVisible();

  expect(await seen()).toBeGreaterThan(0);
  await desk.reload();
  await expect(desk.getByRole('row').filter({ hasText: 'Dinant' }).first()).toBeVisible();
});

test('groups open and close with arrow keys, and the address keeps which are open', async ({ as }) => {
  const page = await as('administrator');
  await page.goto('/sites');
  const group = page.getByRole('button', { name: 'Mosane Vlaanderen', exact: true });
  await expect(page.getByRole('link', { name: 'Hasselt' })).toBeVisible();
  await group.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(group).toHaveAttribute('aria-expanded', 'false');
  await expect(page.getByRole('link', { name: 'Hasselt' })).toHaveCount(0);
  await expect(page).toHaveURL(/open=/);
  await page.reload();
  await expect(group).toHaveAttribute('aria-expanded', 'false');

  await group.focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('link', { name: 'Hasselt' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('link', { name: 'Hasselt' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(group).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('link', { name: 'Hasselt' })).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(group).toBeFocused();
});

test('a group is added and renamed, and a site is added in it, from the tree', async ({ as }) => {
  const page = await as('administrator');
  await page.goto('/sites');
  await page.getByRole('button', { name: 'Ajouter un groupe' }).click();
  await page.getByLabel('Nom du groupe de sociétés').fill('Mosane Luxembourg');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(line(page, 'Mosane Luxembourg')).toBeVisible();

  await fromMenu(page, 'Mosane Luxembourg', 'Renommer…');
  await page.getByLabel('Nom du groupe de sociétés').fill('Mosane Ardenne');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(line(page, 'Mosane Ardenne')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Mosane Ardenne', exact: true })).toBeFocused();

  await fromMenu(page, 'Mosane Ardenne', 'Ajouter un site ici…');
  const dialog = page.getByRole('dialog', { name: 'Ajouter un site' });
  await dialog.getByLabel('Nom du site').fill('Arlon');
  await dialog.getByLabel('Adresse mail de l’équipe').fill('arlon@mosane.example');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('link', { name: 'Arlon' })).toBeFocused();
  await expect(line(page, 'Arlon')).toContainText('arlon@mosane.example');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the tree of the pyramid reads aloud and fits on a phone, ${colorScheme}`, async ({ as, palier }) => {
    const administrator = await palier.api('administrator');
    const groups = await administrator.json<{ items: { id: string }[] }>('GET', '/company-groups?limit=100');
    const page = await as('administrator', { ...phone, width: 360 });
    await page.emulateMedia({ colorScheme });
    await page.goto(`/sites?open=${groups.items.map((each) => each.id).join(',')}`);
    await expect(page.getByRole('link', { name: 'Hasselt' })).toBeVisible();
    await expectAccessible(page, 'the tree');
    await expectNoSidewaysScroll(page, 'the tree');
    await page.getByRole('button', { name: 'Actions sur Hasselt' }).click();
    await expectAccessible(page, 'the menu of a site');
  });
}
