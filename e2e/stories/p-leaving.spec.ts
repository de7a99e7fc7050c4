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

/** The page of somebody, at what to settle before they go. */
async function leaving(page: Page, name: string): Promise<void> {
  await page.goto('/users');
  await page.getByLabel('Nom, identifiant ou e-mail').fill(name);
  await page.getByRole('link', { name }).click();
  await page.getByRole('navigation', { name: 'Fiche' }).getByRole('link', { name: 'Départ' }).click();
  await expect(page.getByRole('heading', { name: 'Travail ouvert' })).toBeVisible();
}

test('[PL-9] [CT-9] [PO-7] whoever leaves hands over their open work and their requests, and the history keeps their name', async ({ as, palier }) => {
  test.setTimeout(120_000);
  const page = await as('administrator');
  await leaving(page, 'Karim Benali');
  const work = page.getByRole('region', { name: 'Travail ouvert' });
  const rows = work.getByRole('listitem');
  await expect(rows.nth(2)).toBeVisible();
  const title = await rows.nth(1).getByRole('link').innerText();
  await expectAccessible(page, 'the open work of somebody who leaves');

  await page.getByRole('button', { name: 'Supprimer le compte…' }).click();
  const dialog = page.getByRole('dialog');
  await expectAccessible(page, 'the deletion of an account');
  const successor = dialog.getByRole('combobox', { name: 'Qui reprend ses demandes ?' });
  if (await successor.isVisible()) await pick(page, 'Qui reprend ses demandes ?', 'Luc Goffin');
  await dialog.getByRole('button', { name: 'Supprimer le compte' }).click();
  await expect(dialog.getByText('Confiez-les d’abord à d’autres.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Annuler' }).click();

  await work.getByLabel(/^Toutes/).check();
  await pick(page, 'Confier à', 'Luc Goffin');
  await work.getByRole('button', { name: /^Confier \(/ }).click();
  await expect(page.getByText(/^Demandes confiées à Luc Goffin/)).toBeVisible();
  await expect(page.getByText('Aucune demande ouverte n’est assignée à Karim Benali.')).toBeVisible();

  await page.getByRole('button', { name: 'Désactiver maintenant' }).click();
  await expect(page.getByText('Désactivé', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Supprimer le compte…' }).click();
  if (await successor.isVisible()) await pick(page, 'Qui reprend ses demandes ?', 'Luc Goffin');
  await dialog.getByRole('button', { name: 'Supprimer le compte' }).click();
  await expect(page.getByText('Compte supprimé : Karim Benali')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Utilisateurs' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Thomas Delvaux' }).or(page.getByText('Aucun compte'))).toBeVisible();
  await expect(page.getByRole('link', { name: 'Karim Benali' })).toHaveCount(0);

  const { items } = await (await palier.api('administrator')).requests('?limit=200&status=done');
  const done = items.find((one) => one.assignees?.some((who) => who.name === 'Karim Benali'));
  expect(done, 'what is done keeps the name of who did it').toBeDefined();
  await page.goto('/requests');
  await expect(page.getByRole('link', { name: title }).first()).toBeVisible();
});

test('[PL-9] the open work of somebody fits a phone', async ({ as }) => {
  const page = await as('administrator', phone);
  await leaving(page, 'Sophie Warnier');
  await expect(page.getByRole('region', { name: 'Travail ouvert' }).getByRole('listitem').nth(1)).toBeVisible();
  await expectNoSidewaysScroll(page, 'the open work of somebody');
  await expectAccessible(page, 'the open work of somebody on a phone');
});
