import type { Locator, Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/checks.ts';
import { expect, test } from '../support/fixtures.ts';
import { phone } from '../support/settings.ts';

/** Finds something by typing and takes the first that is offered. */
async function pick(page: Page, field: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).fill(name);
  await expect(page.getByRole('option', { name })).toBeVisible();
  await page.keyboard.press('Enter');
}

/** Adds somebody in two steps and ends on their page. */
async function add(page: Page, username: string, name: [string, string], password?: string): Promise<void> {
  await page.goto('/users');
  await page.getByRole('link', { name: 'Ajouter une personne' }).click();
  await page.getByLabel('Nom d’utilisateur').fill(username);
  await page.getByLabel('E-mail').fill(`${username}@mosane.example`);
  if (password) await page.getByLabel(/^Mot de passe provisoire/).fill(password);
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByLabel(/^Prénom/).fill(name[0]);
  await page.getByLabel(/^Nom \(/).fill(name[1]);
  await pick(page, 'Rattachement', 'Mosane Wallonie');
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: name.join(' ') })).toBeVisible();
}

/** The dialog behind an entry of the menu of other actions. */
async function ask(page: Page, entry: RegExp): Promise<Locator> {
  await page.getByRole('button', { name: 'Autres actions' }).click();
  await page.getByRole('menuitem', { name: entry }).click();
  return page.getByRole('dialog');
}

test('[PO-6] a few letters find a person; their page opens, and back leads to the list as it was', async ({ as }) => {
  const page = await as('administrator');
  await page.getByRole('link', { name: 'Utilisateurs', exact: true }).click();
  await expect(page.getByRole('row').nth(3)).toBeVisible();
  await page.getByLabel('Nom, identifiant ou e-mail').fill('lambert');
  await expect(page).toHaveURL(/\/users\?name=lambert$/);
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('link', { name: 'Nadia Lambert' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Nadia Lambert' })).toBeVisible();
  await expect(page.getByLabel(/^Prénom/)).toHaveValue('Nadia');
  await page.getByLabel(/^Téléphone/).fill('+32 85 00 00 01');
  await page.getByRole('button', { name: 'Enregistrer et fermer' }).click();
  await expect(page.getByText('Compte enregistré : Nadia Lambert')).toBeVisible();
  await expect(page).toHaveURL(/\/users\?name=lambert$/);

  await page.getByLabel('Nom, identifiant ou e-mail').fill('zzyzx');
  await expect(page.getByText('Aucun compte ne répond à ces filtres.')).toBeVisible();
  await page.getByRole('link', { name: 'Effacer les filtres' }).click();
  await page.getByRole('button', { name: 'Tri' }).click();
  await page.getByRole('menuitemradio', { name: 'Derniers comptes d’abord' }).click();
  await expect(page).toHaveURL(/sort=newest/);
  const visitor = await as('visitor');
  await expect(visitor.getByRole('link', { name: 'Utilisateurs' })).toHaveCount(0);
});

test('[PO-9] [PP-2] [PP-10] [PP-11] a person is added in two steps, then invited; the screen says that the mail went out', async ({ as, palier }) => {
  test.setTimeout(120_000);
  const page = await as('administrator');
  await page.goto('/users/new');
  const username = page.getByLabel('Nom d’utilisateur');
  await username.fill('nadia lambert');
  await expect(page.getByText(/^Pas d’espaces ni de signes/)).toBeVisible();
  await username.fill((await palier.demoLogin('visitor')).username.toUpperCase());
  await expect(page.getByText('Déjà pris. Choisissez-en un autre.')).toBeVisible();
  await page.getByRole('button', { name: 'Continuer' }).click();
  await expect(page.getByText(/^Étape 1 sur 2/)).toBeVisible();
  await username.fill('lea.roussel');
  await expect(page.getByText('Libre')).toBeVisible();
  await page.getByLabel('E-mail').fill('lea.roussel@mosane.example');
  await page.getByLabel(/^Mot de passe provisoire/).fill('motdepasse12345');
  await expect(page.getByText('Assez long, mais facile à deviner.')).toBeVisible();
  await page.getByLabel(/^Mot de passe provisoire/).fill('');
  await expectAccessible(page, 'a new account, first step');
  await page.getByRole('button', { name: 'Continuer' }).click();
  await expect(page.getByText(/^Étape 2 sur 2/)).toBeVisible();
  await page.goBack();
  await expect(username).toHaveValue('lea.roussel');
  await page.goForward();
  await page.getByLabel(/^Prénom/).fill('Léa');
  await page.getByLabel(/^Nom \(/).fill('Roussel');
  await pick(page, 'Rattachement', 'Mosane Wallonie');
  await expectAccessible(page, 'a new account, second step');
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Léa Roussel' })).toBeVisible();
  await expect(page.getByText('sans accès')).toBeVisible();

  const account = page.getByRole('complementary', { name: 'Compte' });
  await account.getByRole('button', { name: 'Inviter' }).click();
  await expect(account.getByText('Envoyée', { exact: true })).toBeVisible({ timeout: 15_000 });
  const mail = await palier.mailbox.expectMail('lea.roussel@mosane.example', 'Léa');
  expect(mail.html).toContain('Léa Roussel');
  await expect(account.getByRole('button', { name: 'Renvoyer l’invitation' })).toBeVisible();
  await expectAccessible(page, 'an invited account');
});

test('[PO-8] [PO-7] [CT-8] an account is given a password, suspended until a day and deactivated; the person is out at once', async ({ as, stranger }) => {
  test.setTimeout(120_000);
  const page = await as('administrator');
  await add(page, 'marc.thiry', ['Marc', 'Thiry'], 'trois lampes sous la pluie');
  const person = await stranger();
  await person.goto('/login');
  await person.getByLabel('Nom d’utilisateur').fill('marc.thiry');
  await person.getByLabel('Mot de passe', { exact: true }).fill('trois lampes sous la pluie');
  await person.getByRole('button', { name: 'Se connecter' }).click();
  await expect(person.getByRole('button', { name: 'Se connecter' })).toHaveCount(0);

  await page.getByRole('link', { name: 'Sessions' }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await expectAccessible(page, 'the sessions of somebody');
  await page.getByRole('link', { name: 'Identité' }).click();

  let dialog = await ask(page, /^Définir un mot de passe/);
  await dialog.getByLabel('Mot de passe provisoire').fill('marc.thiry.marc');
  await dialog.getByRole('button', { name: 'Définir le mot de passe' }).click();
  await expect(dialog.getByText(/c’est surtout un nom/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Montrer le mot de passe' }).click();
  await dialog.getByLabel('Mot de passe provisoire').fill('quatre bougies et du vent');
  await dialog.getByRole('button', { name: 'Définir le mot de passe' }).click();
  await expect(page.getByText('Mot de passe provisoire défini : Marc Thiry')).toBeVisible();

  dialog = await ask(page, /^Activer, suspendre ou fermer/);
  await dialog.getByLabel(/^Suspension jusqu’au/).fill('2099-06-30');
  await expect(dialog.getByText(/jusqu’au mardi 30 juin 2099 compris/)).toBeVisible();
  await expectAccessible(page, 'the standing of an account');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Suspendu', { exact: true }).first()).toBeVisible();
  await page.getByRole('navigation', { name: 'Fiche' }).getByRole('link', { name: 'Historique' }).click();
  await expect(page.getByRole('table').getByRole('row').nth(2)).toBeVisible();
  await expectAccessible(page, 'the history of an account');
  await page.getByRole('link', { name: 'Identité' }).click();

  dialog = await ask(page, /^Activer, suspendre ou fermer/);
  await dialog.getByLabel(/^Suspension jusqu’au/).fill('');
  await dialog.getByRole('switch', { name: /^Compte actif/ }).uncheck();
  await expect(dialog.getByText(/ne peut plus se connecter, dès maintenant et sur tous ses appareils/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Désactivé', { exact: true }).first()).toBeVisible();
  await person.goto('/login');
  await person.getByLabel('Nom d’utilisateur').fill('marc.thiry');
  await person.getByLabel('Mot de passe', { exact: true }).fill('quatre bougies et du vent');
  await person.getByRole('button', { name: 'Se connecter' }).click();
  await expect(person.getByText('Nom d’utilisateur ou mot de passe incorrect.')).toBeVisible();
});

test('[PP-6] [PP-4] access is given in three parts on one screen, and what follows from it stands beside it, with why', async ({ as }) => {
  test.setTimeout(120_000);
  const page = await as('administrator');
  await add(page, 'ines.colard', ['Inès', 'Colard']);
  await page.getByRole('link', { name: 'Accès', exact: true }).click();
  const effective = page.getByRole('complementary', { name: 'Ce que peut faire Inès Colard' });
  await expect(effective.getByRole('heading', { level: 3, name: 'Sur les demandes' })).toBeVisible();
  const editing = effective.locator('summary').filter({ hasText: /^\s*Modifier/ }).first();
  await expect(editing).toContainText('Aucune');

  await page.getByRole('combobox', { name: 'Rôle : Mosane Wallonie' }).selectOption({ label: 'Éditeur' });
  await expect(page.getByText('Accès enregistré : Mosane Wallonie')).toBeVisible();
  await expect(editing).toContainText('Toutes');
  await editing.click();
  await expect(effective.getByText('sur le groupe Mosane Wallonie')).toBeVisible();

  await page.getByRole('link', { name: 'Donner un accès' }).click();
  await pick(page, 'Où', 'Huy');
  await page.getByLabel('Rôle', { exact: true }).selectOption({ label: 'Relecteur' });
  await page.getByLabel('Dernier jour').fill('2030-06-30');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'Huy, Saint-Pierre' })).toContainText('jusqu’au 30 juin 2030');
  for (const part of ['Partout', 'Par groupe de sociétés', 'Par site']) {
    await expect(page.getByRole('heading', { level: 2, name: part })).toBeVisible();
  }
  await expectAccessible(page, 'the access of somebody');
  await page.setViewportSize(phone);
  await expectNoSidewaysScroll(page, 'the access of somebody on a phone');
  await expectAccessible(page, 'the access of somebody on a phone');
});

test('[PL-4] permissions switched one by one are marked and announced, and go back to the role at one press', async ({ as }) => {
  test.setTimeout(120_000);
  const page = await as('administrator');
  await add(page, 'paul.henin', ['Paul', 'Hénin']);
  await page.getByRole('link', { name: 'Accès', exact: true }).click();
  await page.getByRole('combobox', { name: 'Rôle : Mosane Wallonie' }).selectOption({ label: 'Relecteur' });
  await expect(page.getByText('Accès enregistré : Mosane Wallonie')).toBeVisible();
  await page.getByRole('link', { name: 'Permissions et validité : Mosane Wallonie' }).click();
  await page.getByRole('checkbox', { name: 'Assigner', exact: true }).or(page.getByRole('checkbox', { name: 'Assigner, Toutes' })).check();
  await page.getByRole('checkbox', { name: /^Exporter/ }).first().uncheck();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Droits personnalisés')).toBeVisible();
  await expect(page.getByText('1 permission ajoutée, 1 retirée.')).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: 'Mosane Wallonie' });
  await expect(row).toContainText(/\+ Assigner/);
  await expect(row).toContainText(/− Exporter/);
  await expectAccessible(page, 'custom permissions');
  await page.getByRole('button', { name: 'Revenir aux rôles' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revenir aux rôles' }).click();
  await expect(page.getByText('Il ne reste que les rôles')).toBeVisible();
  await expect(page.getByText('Droits personnalisés')).toHaveCount(0);
  await expect(row).not.toContainText(/\+ Assigner/);
});

test('[PO-6] people fit a phone: two lines each, and a page that does not scroll sideways', async ({ as }) => {
  const page = await as('administrator', phone);
  await page.goto('/users?name=lambert');
  const nadia = page.getByRole('link', { name: 'Nadia Lambert' });
  await expect(nadia).toBeVisible();
  await expectNoSidewaysScroll(page, 'people');
  await expectAccessible(page, 'people on a phone');
  await nadia.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Nadia Lambert' })).toBeVisible();
  await expectNoSidewaysScroll(page, 'somebody');
  await expectAccessible(page, 'somebody on a phone');
});
