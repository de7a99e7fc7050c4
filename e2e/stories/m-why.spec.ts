import type { Locator, Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/checks.ts';
import type { Api } from '../support/api.ts';
import { expect, test } from '../support/fixtures.ts';
import { phone } from '../support/settings.ts';

interface Access {
  items: { name: string }[];
  next?: string;
}

/** Everybody who sees a request, as the API tells it page by page. */
async function viewers(api: Api, id: string): Promise<string[]> {
  const names: string[] = [];
  let cursor = '';
  do {
    const page: Access = await api.json<Access>('GET', `/requests/${id}/access?limit=50${cursor}`);
    names.push(...page.items.map((each) => each.name));
    cursor = page.next ? `&cursor=${encodeURIComponent(page.next)}` : '';
  } while (cursor);
  return names;
}

async function ask(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Qui peut voir, et pourquoi' }).click();
  const dialog = page.getByRole('dialog', { name: /^Qui peut voir R-/ });
  await expect(dialog.locator('.viewers > li').first()).toBeVisible();
  return dialog;
}

test('a manager sees who can see a request, and why: through which role, at which level', async ({ as, palier }) => {
  const manager = await palier.api('manager');
  const site = (await manager.sites()).find((each) => each.name === 'Huy, Saint-Pierre')!;
  const request = (await manager.requests(`?limit=1&site_id=${site.id}`)).items[0]!;

  const page = await as('manager');
  await page.goto(`/requests/${request.id}`);
  const dialog = await ask(page);
  const more = dialog.getByRole('button', { name: 'Montrer plus de personnes' });
  const lines = dialog.locator('.viewers > li');
  const names = await viewers(manager, request.id);
  while ((await lines.count()) < names.length) {
    const before = await lines.count();
    await more.click();
    await expect.poll(() => lines.count()).toBeGreaterThan(before);
  }
  await expect(more).toHaveCount(0);
  for (const name of names) await expect(lines.filter({ hasText: name }).first()).toBeVisible();

  await expect(lines.filter({ hasText: 'Claire Dumont' })).toContainText(/Administration partout|Super-administration/);
  await expect(lines.filter({ hasText: 'Thomas Delvaux' })).toContainText('Rôle Gestionnaire sur le groupe Mosane Wallonie');
  await expect(lines.filter({ hasText: 'Bernard Rahier' })).toContainText('Rôle Gestionnaire sur le site Huy, Saint-Pierre');
  await expect(lines.filter({ hasText: 'Bernard Rahier' })).toContainText('Traiter');
  await expect(lines.filter({ hasText: 'Katrien Maes' })).toHaveCount(0);

  await expectAccessible(page, 'who can see a request');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, 'who can see a request, dark');
});

test('who can see a request is asked with a key, from the table too, and the focus comes back', async ({ as }) => {
  const page = await as('manager');
  await page.goto('/requests');
  const title = page.getByRole('row').getByRole('link').first();
  await title.focus();
  await page.keyboard.press('w');
  await expect(page.getByRole('dialog', { name: /^Qui peut voir R-/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(title).toBeFocused();
});

test('a visitor is told why she may not change a request, why she sees it, and of nobody else', async ({ as, palier }) => {
  const visitor = await palier.api('visitor');
  const me = await visitor.me();
  const request = await visitor.createRequest({ site_id: me.default_site_id!, text: 'Robinet qui goutte' });
  const page = await as('visitor', phone);
  await page.goto(`/requests/${request.id}`);
  const dialog = await ask(page);

  await expect(dialog.locator('.viewers > li')).toHaveCount(1);
  await expect(dialog.locator('.viewers > li')).toContainText(`${me.first_name} ${me.last_name}`);
  await expect(dialog.getByText('Vous ne voyez ici que vos propres accès.')).toBeVisible();
  await expect(dialog.getByText('comme propriétaire de la demande')).toBeVisible();

  await dialog.getByRole('radio', { name: 'Ce que je peux faire' }).check();
  const edit = dialog.locator('details').filter({ hasText: /^Modifier/ });
  await edit.locator('summary').click();
  await expect(edit).toContainText('Il vous manque la permission « Modifier » sur cette demande.');
  await expect(edit).toContainText('Demandez cet accès à la personne qui gère le site.');
  const see = dialog.locator('details').filter({ hasText: /^Voir(Oui| Oui)/ });
  await see.locator('summary').click();
  await expect(see).toContainText('Rôle Accès visiteur sur le site');
  await expectAccessible(page, 'what one may do with a request');
  await expectNoSidewaysScroll(page, 'what one may do with a request');
});

test('when the answer does not come, the dialog says so and tries again when told to', async ({ as, palier }) => {
  const request = (await (await palier.api('manager')).requests('?limit=1')).items[0]!;
  const page = await as('manager');
  await page.goto(`/requests/${request.id}`);
  await page.route('**/requests/*/access**', (route) => route.abort('connectionreset'), { times: 1 });
  await page.getByRole('button', { name: 'Qui peut voir, et pourquoi' }).click();
  const dialog = page.getByRole('dialog', { name: /^Qui peut voir R-/ });
  await expect(dialog.getByText('Impossible de charger')).toBeVisible();
  await dialog.getByRole('button', { name: 'Réessayer' }).click();
  await expect(dialog.locator('.viewers > li').first()).toBeVisible();
});
