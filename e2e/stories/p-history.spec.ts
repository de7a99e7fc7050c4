import { readFile } from 'node:fs/promises';
import { expectAccessible, expectNoSidewaysScroll } from '../support/checks.ts';
import { expect, test } from '../support/fixtures.ts';
import { phone } from '../support/settings.ts';

test('[PP-12] an administrator finds who renamed a team, from what to what, and takes the history along as a table', async ({ as }) => {
  test.setTimeout(90_000);
  const page = await as('administrator');
  await page.goto('/teams');
  await page.getByRole('button', { name: 'Nouvelle équipe' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nom de l’équipe').fill('Astreinte');
  await dialog.getByRole('combobox', { name: 'Rattachée à' }).fill('Mosane Wallonie');
  await expect(page.getByRole('option', { name: 'Mosane Wallonie' })).toBeVisible();
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Astreinte' })).toBeVisible();
  await page.getByRole('button', { name: 'Renommer' }).click();
  await page.getByRole('dialog').getByLabel('Nom de l’équipe').fill('Astreinte de nuit');
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Astreinte de nuit' })).toBeVisible();

  await page.getByRole('link', { name: 'Historique', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Historique' })).toBeVisible();
  await page.getByLabel('À propos de').selectOption({ label: 'Équipes' });
  await expect(page).toHaveURL(/kind=team/);
  const renamed = page.getByRole('row').filter({ hasText: 'Équipe renommée' });
  await expect(renamed).toContainText('Astreinte de nuit');
  await expect(renamed).toContainText('Claire Dumont');
  await expect(renamed).toContainText('127.0.0.1');
  await renamed.locator('summary').click();
  await expect(renamed.locator('del')).toHaveText('Astreinte');
  await expect(renamed.locator('ins')).toHaveText('Astreinte de nuit');
  await expectAccessible(page, 'the history of teams');

  await page.getByLabel('Opération').selectOption({ label: 'Équipe créée' });
  await expect(renamed).toHaveCount(0);
  await expect(page.getByRole('row').filter({ hasText: 'Équipe créée' })).toHaveCount(1);
  await page.reload();
  await expect(page.getByLabel('Opération')).toHaveValue('create_team');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Télécharger en CSV' }).click();
  const table = await readFile(await (await download).path(), 'utf8');
  expect(table.trim().split('\n')).toHaveLength(2);
  expect(table).toContain('create_team');

  await page.setViewportSize(phone);
  await expectNoSidewaysScroll(page, 'the history on a phone');
  await expectAccessible(page, 'the history on a phone');
});

test('a person chosen in the history stays in its address', async ({ as }) => {
  const page = await as('administrator');
  await page.goto('/audit');
  await page.getByRole('combobox', { name: 'Par qui' }).fill('Thomas');
  await expect(page.getByRole('option', { name: 'Thomas Delvaux' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/actor=/);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Par qui' })).toHaveValue('Thomas Delvaux');
  await page.getByRole('button', { name: 'Effacer' }).click();
  await expect(page).toHaveURL(/\/audit$/);
});

test('who may not consult the history is not offered it, and is told so at its address', async ({ as }) => {
  const page = await as('visitor');
  await expect(page.getByRole('link', { name: 'Historique', exact: true })).toHaveCount(0);
  await page.goto('/audit');
  await expect(page.getByRole('alert')).toBeVisible();
});
