import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/checks.ts';
import { expect, test } from '../support/fixtures.ts';
import { phone } from '../support/settings.ts';

/** Chooses a file as a spreadsheet in French writes it: Windows-1252, semicolons. */
async function choose(page: Page, lines: string[]): Promise<void> {
  const buffer = Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1');
  await page.locator('#import-file').setInputFiles({ name: 'personnes.csv', mimeType: 'text/csv', buffer });
}

const HEADER = 'username;email;first_name;last_name;home;phone';

test('[PO-9] people come from a spreadsheet: what it would do is read first, then done, and once', async ({ as }) => {
  test.setTimeout(120_000);
  const page = await as('administrator');
  await page.goto('/users');
  await page.getByRole('link', { name: 'Importer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Importer des personnes' })).toBeVisible();
  await expectAccessible(page, 'the import, before a file');

  const template = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Télécharger un modèle' }).click();
  expect((await template).suggestedFilename()).toBe('modele-utilisateurs.csv');

  await choose(page, ['username;prénom', 'zoe;Zoé']);
  await expect(page.getByText(/La colonne « prénom » n’est pas connue/)).toBeVisible();

  const people = Array.from({ length: 120 }, (_, at) => `neuf${at};neuf${at}@mosane.example;Aimé;Noël ${at};;`);
  const file = [HEADER, 'léonie;leonie@mosane.example;Léonie;Noël;Mosane Wallonie;+32 85', ...people, 'faux;pas une adresse;;;;=1+1'];
  await choose(page, file);
  const apply = page.getByRole('button', { name: 'Appliquer pour 121 personnes' });
  await expect(apply).toBeVisible();
  await expect(page.locator('#import-counts')).toHaveText(/121 à créer.*1 refusé/);
  await expect(page.getByRole('row', { name: /léonie/ })).toContainText('Mosane Wallonie');
  await expectAccessible(page, 'what a file would do');
  await page.getByRole('radio', { name: 'Refus' }).check();
  await expect(page.getByRole('row')).toHaveCount(2);
  await expect(page.getByRole('row', { name: /faux/ })).toContainText('email');

  const refused = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Télécharger les lignes refusées' }).click();
  const stream = await (await refused).createReadStream();
  const table = (await stream.toArray()).join('');
  expect(table).toContain(`${HEADER};problems`);
  expect(table).toContain("'=1+1");

  await apply.click();
  await expect(page.getByText('Import terminé')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Comptes créés : 121. Comptes modifiés : 0.')).toBeVisible();
  await expectAccessible(page, 'an import that is done');

  await choose(page, file);
  await expect(page.getByText(/^Rien à appliquer/)).toBeVisible();
  await choose(page, ['username;last_name', 'léonie;Roussel']);
  await expect(page.getByRole('row', { name: /léonie/ }).getByText('Roussel')).toBeVisible();
  await page.getByRole('button', { name: 'Appliquer pour 1 personne' }).click();
  await expect(page.getByText('Comptes créés : 0. Comptes modifiés : 1.')).toBeVisible();
  await page.goto('/users?name=leonie@');
  await expect(page.getByRole('link', { name: 'Léonie Roussel' })).toBeVisible();
});

test('on a phone a plan stays within the screen', async ({ as }) => {
  const page = await as('administrator');
  await page.setViewportSize(phone);
  await page.goto('/users/import');
  await choose(page, [HEADER, 'zoe.import;zoe.import@mosane.example;Zoé;Lenoir;Mosane Wallonie;', 'deux mots;;;;;']);
  await expect(page.getByRole('button', { name: 'Appliquer pour 1 personne' })).toBeVisible();
  await expectNoSidewaysScroll(page, 'a plan');
  await expectAccessible(page, 'a plan on a phone');
});
