import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/checks.ts';
import { expect, test } from '../support/fixtures.ts';
import { phone } from '../support/settings.ts';

/** Finds something by typing and takes the first that is offered. */
async function pick(page: Page, field: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).fill(name);
  await expect(page.getByRole('option', { name })).toBeVisible();
  await page.keyboard.press('Enter');
}

async function makeTeam(page: Page, name: string): Promise<void> {
  await page.goto('/teams');
  await page.getByRole('button', { name: 'Nouvelle équipe' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nom de l’équipe').fill(name);
  await pick(page, 'Rattachée à', 'Mosane Wallonie');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

test('[PO-2] [PO-10] a manager makes a team, puts Nadia into it, gives it a role at a site, and Nadia sees who works there', async ({ as, palier }) => {
  test.setTimeout(120_000);
  const nadia = await as('visitor');
  await nadia.goto('/requests');
  await expect(nadia.getByRole('columnheader', { name: 'État' })).toBeVisible();
  await expect(nadia.getByRole('columnheader', { name: 'Assignée à' })).toHaveCount(0);

  const page = await as('manager');
  await page.getByRole('link', { name: 'Équipes', exact: true }).click();
  await expect(page.getByText('Aucune équipe', { exact: true })).toBeVisible();
  await expectAccessible(page, 'no teams');
  await makeTeam(page, 'Relais de Huy');
  await pick(page, 'Ajouter une personne', 'Nadia');
  const members = page.getByRole('complementary', { name: 'Membres' });
  await expect(members.getByRole('listitem').filter({ hasText: 'Nadia Lambert' })).toBeVisible();

  await page.getByRole('link', { name: 'Donner un accès' }).click();
  await pick(page, 'Où', 'Huy');
  await page.getByLabel('Rôle', { exact: true }).selectOption({ label: 'Relecteur' });
  await expectAccessible(page, 'a grant that is being given');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Huy, Saint-Pierre' });
  await expect(row).toContainText('Relecteur');
  await expect(row).toContainText('sans fin');
  await expectAccessible(page, 'a team');

  await nadia.reload();
  await expect(nadia.getByRole('columnheader', { name: 'Assignée à' })).toBeVisible();
  const visitor = await palier.api('visitor');
  const [seen] = (await visitor.requests()).items;
  expect(seen).toHaveProperty('assignees');

  await members.getByRole('button', { name: 'Retirer Nadia Lambert de l’équipe' }).click();
  await expect(members.getByRole('listitem')).toHaveCount(0);
  await nadia.reload();
  await expect(nadia.getByRole('columnheader', { name: 'État' })).toBeVisible();
  await expect(nadia.getByRole('columnheader', { name: 'Assignée à' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Défaire' }).click();
  await expect(members.getByRole('listitem')).toHaveCount(1);
});

test('[PL-4] [PP-4] single permissions are switched on and off in a grant; off is no prohibition, and the screen says so', async ({ as }) => {
  const page = await as('manager');
  await makeTeam(page, 'Veille technique');
  const give = async (place: string, role: string): Promise<void> => {
    await page.getByRole('link', { name: 'Donner un accès' }).click();
    await pick(page, 'Où', place);
    await page.getByLabel('Rôle', { exact: true }).selectOption({ label: role });
  };
  await give('Mosane Wallonie', 'Relecteur');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Mosane Wallonie' })).toBeVisible();

  await give('Huy', 'Relecteur');
  await page.getByRole('checkbox', { name: 'Assigner', exact: true }).or(page.getByRole('checkbox', { name: 'Assigner, Toutes' })).check();
  await page.getByRole('checkbox', { name: /^Exporter/ }).first().uncheck();
  await expect(page.getByText('Retirer n’est pas interdire')).toBeVisible();
  await expect(page.getByText('Un autre accès la donne encore ici : Relecteur, Mosane Wallonie.')).toBeVisible();
  await page.getByLabel('Dernier jour').fill('2030-06-30');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Huy, Saint-Pierre' });
  await expect(row).toContainText(/\+ Assigner/);
  await expect(row).toContainText(/− Exporter/);
  await expect(row).toContainText('jusqu’au 30 juin 2030');

  await row.getByRole('link', { name: 'Relecteur' }).click();
  await expect(page.getByLabel('Dernier jour')).toHaveValue('2030-06-30');
  await expect(page.getByRole('checkbox', { name: /^Exporter.*retirée/ }).first()).not.toBeChecked();
  await page.goBack();

  await row.getByRole('button', { name: 'Retirer l’accès : Huy, Saint-Pierre' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Défaire' }).click();
  await expect(row).toContainText('jusqu’au 30 juin 2030');
});

test('[PO-10] teams are filtered, renamed and deleted; a name that is taken is refused at its field', async ({ as }) => {
  const page = await as('manager');
  await makeTeam(page, 'Éphémère');
  await page.getByRole('button', { name: 'Renommer' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Nom de l’équipe').fill('Provisoire');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Provisoire' })).toBeVisible();

  await page.goto('/teams');
  await page.getByRole('button', { name: 'Nouvelle équipe' }).click();
  await dialog.getByLabel('Nom de l’équipe').fill('Provisoire');
  await pick(page, 'Rattachée à', 'Mosane Wallonie');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(dialog.getByText('Déjà pris. Choisissez-en un autre.')).toBeVisible();
  await expectAccessible(page, 'a new team whose name is taken');
  await page.keyboard.press('Escape');

  await page.getByLabel('Filtrer les équipes').fill('zzz');
  await expect(page.getByText('Aucune équipe de ce nom')).toBeVisible();
  await page.getByLabel('Filtrer les équipes').fill('provi');
  await page.getByRole('link', { name: 'Provisoire' }).click();
  await page.getByRole('button', { name: 'Supprimer' }).click();
  await dialog.getByRole('button', { name: 'Supprimer' }).click();
  await expect(page.getByText('Équipe supprimée : Provisoire')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Provisoire' })).toHaveCount(0);
});

test('[PO-10] a team’s page fits a phone; a visitor has no such page in the menu', async ({ as }) => {
  const page = await as('manager', phone);
  await makeTeam(page, 'Petit écran');
  await expectNoSidewaysScroll(page, 'a team');
  await expectAccessible(page, 'a team on a phone');
  await page.getByRole('link', { name: 'Donner un accès' }).click();
  await expect(page.getByLabel('Rôle', { exact: true })).toBeVisible();
  await expectNoSidewaysScroll(page, 'a grant');
  await expectAccessible(page, 'a grant on a phone');
  const visitor = await as('visitor');
  await expect(visitor.getByRole('link', { name: 'Équipes' })).toHaveCount(0);
});
