import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { logIn } from '../support/actions.ts';
import { expectAccessible, expectNoSidewaysScroll } from '../support/checks.ts';
import { expect, test } from '../support/fixtures.ts';
import { fine, settled, type Person } from '../support/people.ts';
import { phone } from '../support/settings.ts';

/** Somebody on a page of their own account. */
async function at(page: Page, path: string, person: Person): Promise<void> {
  await page.goto(path);
  await logIn(page, { username: person.username, password: fine });
}

test('[PP-9] the app opens where somebody wants, with the sites that they preselected', async ({ stranger, palier }) => {
  const person = await settled(palier, 'Nora Lambotte');
  const [site] = await (await palier.api('administrator')).sites();
  const group = (site as unknown as { company_group: { name: string } }).company_group.name;
  const page = await stranger(phone);
  await at(page, '/account/preferences', person);
  const main = page.getByRole('main');
  await main.getByLabel('Écran d’ouverture').selectOption({ label: 'Demandes' });
  await main.getByLabel('Regrouper les sites').selectOption({ label: 'Par groupe de sociétés' });
  await main.getByLabel('Travaux sans ressource').selectOption({ label: 'En bas' });
  await main.getByRole('combobox', { name: 'Sites présélectionnés' }).fill(site!.name);
  await main.getByRole('option', { name: site!.name }).first().click();
  await expect(main.getByRole('list', { name: 'Sites présélectionnés' })).toContainText(site!.name);
  await expectAccessible(page, 'my preferences');
  await expectNoSidewaysScroll(page, 'my preferences on a phone');
  await main.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Préférences enregistrées')).toBeVisible();
  await page.reload();
  await expect(main.getByLabel('Écran d’ouverture')).toHaveValue('requests');
  await expect(main.getByRole('list', { name: 'Sites présélectionnés' })).toContainText(site!.name);

  const fresh = await stranger();
  await at(fresh, '/login', person);
  await expect(fresh).toHaveURL(/\/requests$/);
  const facet = fresh.getByRole('button', { name: /^Site/ });
  await expect(facet).toContainText(site!.name);
  await fresh.getByRole('button', { name: 'Effacer' }).click();
  await expect(fresh).toHaveURL(/site_id=all/);
  await expect(facet).not.toContainText(site!.name);
  await facet.click();
  const items = fresh.getByRole('menu', { name: 'Site' }).getByRole('menuitemradio');
  await expectAccessible(fresh, 'the filter of sites, gathered by group');
  await items.filter({ hasText: group }).first().click();
  await expect(fresh, 'a group is its sites').toHaveURL(new RegExp(`site_id=.*${site!.id}`));
});

test('[PL-8] which mails somebody gets is chosen by them, and by who looks after their account', async ({ as, stranger, palier }) => {
  const person = await settled(palier, 'Léon Baert');
  const page = await stranger(phone);
  await at(page, '/account/notifications', person);
  const wanted = page.getByRole('switch', { name: /^Nouvel état/ });
  await expect(wanted).toBeChecked();
  await expect(page.getByText(/ces mails protègent le compte/)).toBeVisible();
  await wanted.uncheck();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Notifications enregistrées')).toBeVisible();
  await expectAccessible(page, 'my notifications');
  await expectNoSidewaysScroll(page, 'my notifications on a phone');

  const administrator = await as('administrator', phone);
  await administrator.goto(`/users/${person.id}`);
  await administrator.getByRole('link', { name: 'Notifications' }).click();
  await expect(administrator).toHaveURL(new RegExp(`/users/${person.id}/notifications$`));
  await expect(administrator.getByRole('switch', { name: /^Nouvel état/ })).not.toBeChecked();
  await expectAccessible(administrator, 'somebody’s notifications');
  await administrator.getByRole('link', { name: 'Préférences' }).click();
  await administrator.getByLabel('Écran d’ouverture').selectOption({ label: 'Demandes' });
  await administrator.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(administrator.getByText('Préférences enregistrées')).toBeVisible();
  await expectAccessible(administrator, 'somebody’s preferences');
  await expectNoSidewaysScroll(administrator, 'somebody’s preferences on a phone');
});

test('what is kept about somebody is theirs to take along', async ({ stranger, palier }) => {
  const person = await settled(palier, 'Inès Maréchal');
  const page = await stranger();
  await at(page, '/account', person);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Télécharger mes données' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('mes-donnees-palier.json');
  const data = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(data.account.username).toBe(person.username);
  expect(data.sessions).toHaveLength(1);
});

test('[PP-2] an address that waits is shown again, and taken back', async ({ stranger, palier }) => {
  const person = await settled(palier, 'Guy Renard');
  const page = await stranger();
  await at(page, '/account/email', person);
  await page.getByLabel('Nouvelle adresse').fill(`nouvelle.${person.email}`);
  await page.getByLabel('Mot de passe actuel').fill(fine);
  await page.getByRole('button', { name: 'Changer d’adresse' }).click();
  await expect(page.getByText('Un mail est parti')).toBeVisible();
  await page.reload();
  await expect(page.getByText(`nouvelle.${person.email}`)).toBeVisible();
  await expectAccessible(page, 'an address that waits');
  await page.getByRole('button', { name: 'Garder mon adresse' }).click();
  await expect(page.getByText('Votre adresse reste la même')).toBeVisible();
  await expect(page.getByText('Un mail est parti')).toHaveCount(0);
  await page.reload();
  await expect(page.getByText(`Votre adresse : ${person.email}`)).toBeVisible();
  await expect(page.getByText('Un mail est parti')).toHaveCount(0);
});

test('a photo of somebody stands on their page and in the list', async ({ as, stranger, palier }) => {
  const person = await settled(palier, `Photo ${Date.now()}`);
  const page = await stranger();
  await at(page, '/account', person);
  const png = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
    canvas.getContext('2d')!.fillRect(0, 0, 64, 64);
    return canvas.toDataURL('image/png').split(',')[1]!;
  });
  const file = { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64') };
  await page.locator('#photo-file').setInputFiles(file);
  await expect(page.getByRole('main').locator('.avatar img')).toBeVisible();

  const administrator = await as('administrator');
  await administrator.goto(`/users?name=${encodeURIComponent(person.username)}`);
  const row = administrator.getByRole('row').filter({ hasText: person.username });
  await expect(row.locator('.avatar img')).toBeVisible();
  await row.getByRole('link').click();
  await expect(administrator.getByRole('main').locator('.person .avatar img')).toBeVisible();
  await expectAccessible(administrator, 'a page with a photo');
});
