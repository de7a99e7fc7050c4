import type { Page } from '@playwright/test';
import { logIn } from '../support/actions.ts';
import { expectAccessible, expectNoSidewaysScroll } from '../support/checks.ts';
import { expect, test } from '../support/fixtures.ts';
import { fine, invite, linkOf, makePerson, settled } from '../support/people.ts';
import { phone } from '../support/settings.ts';

const choose = { name: 'Choisir ce mot de passe' };
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

/** Fills in the login form; what comes next is the story's. */
async function enter(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('Nom d’utilisateur').fill(username);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

test('[PP-10] an invited person chooses a password through the mail and is in; the link works once', async ({ stranger, palier }) => {
  const person = await makePerson(palier, 'Zoé Marchal');
  const link = await invite(palier, person);
  const mail = await palier.mailbox.expectMail(person.email, 'Votre accès à Palier');
  expect(mail.text).toContain('Zoé Marchal');
  expect(mail.html).toContain('Choisir mon mot de passe');

  const page = await stranger();
  await page.goto(link);
  await expect(title(page, 'Bienvenue, Zoé Marchal')).toBeVisible();
  await expect(page, 'the secret leaves the address').toHaveURL(/\/link$/);
  await expect(page.getByLabel('Nom d’utilisateur')).toHaveValue(person.username);

  const password = page.getByLabel('Mot de passe', { exact: true });
  await expect(password).toHaveAttribute('autocomplete', 'new-password');
  await password.fill('trop court');
  await expect(page.getByText('Encore 5 caractères.')).toBeVisible();
  await page.getByRole('button', choose).click();
  await expect(page.getByText('Trop court : 15 caractères au moins.')).toBeVisible();
  await password.fill('motdepasse12345');
  await expect(page.getByText('Assez long, mais facile à deviner.')).toBeVisible();
  await expectAccessible(page, 'an invitation with a password that will not do');
  await password.fill(fine);
  await expect(page.getByText('Très solide.')).toBeVisible();
  await page.getByRole('button', { name: 'Montrer le mot de passe' }).click();
  await expect(password).toHaveAttribute('type', 'text');
  await page.getByRole('button', choose).click();
  await expect(page.getByRole('button', { name: /^Mon compte : Zoé Marchal/ })).toBeVisible();
  await expect(page).toHaveURL(palier.url + '/');

  const other = await stranger(phone);
  await other.goto(link);
  await expect(title(other, 'Ce lien a déjà servi')).toBeVisible();
  await expect(other.getByText('Vous avez déjà un mot de passe : connectez-vous.')).toBeVisible();
  await expectAccessible(other, 'a used link on a phone');
  await expectNoSidewaysScroll(other, 'a used link');
  await other.getByRole('link', { name: 'Se connecter' }).click();
  await expect(other.getByLabel('Nom d’utilisateur')).toHaveValue(person.username);
  await other.getByLabel('Mot de passe', { exact: true }).fill(fine);
  await other.getByRole('button', { name: 'Se connecter' }).click();
  await expect(other.getByRole('button', { name: /^Mon compte/ })).toBeVisible();
});

test('[PP-10] a newer invitation replaces the one before, and a link that lost a part says so', async ({ stranger, palier }) => {
  const person = await makePerson(palier, 'Ilse Claes');
  const first = await invite(palier, person);
  const second = await invite(palier, person);
  const page = await stranger();
  await page.goto(first);
  await expect(title(page, 'Ce lien a été remplacé')).toBeVisible();
  // The same tab: nothing but what stands behind the # changes.
  await page.goto(second);
  await expect(title(page, 'Bienvenue, Ilse Claes')).toBeVisible();
  await page.goto(second.slice(0, -6));
  await expect(title(page, 'Lien inconnu')).toBeVisible();
  await page.reload();
  await expect(title(page, 'Lien inconnu')).toBeVisible();
});

test('a forgotten password is chosen anew by mail, and nobody learns who has an account', async ({ stranger, palier }) => {
  const person = await settled(palier, 'Paul Henrion');
  const page = await stranger();
  const answers: string[] = [];
  for (const login of ['personne.inconnue', person.username]) {
    await page.goto('/login');
    await page.getByRole('link', { name: 'Mot de passe oublié ?' }).click();
    await page.getByLabel('Nom d’utilisateur ou e-mail').fill(login);
    await page.getByRole('button', { name: 'Recevoir le lien' }).click();
    await expect(title(page, 'Regardez vos mails')).toBeVisible();
    answers.push((await page.getByRole('main').innerText()).replaceAll(login, '…'));
  }
  expect(answers[0]).toBe(answers[1]);
  await expectAccessible(page, 'what is said of a forgotten password');

  const mail = await palier.mailbox.expectMail(person.email, 'Choisir un nouveau mot de passe');
  await page.goto(linkOf(mail));
  await expect(title(page, 'Nouveau mot de passe')).toBeVisible();
  await page.getByLabel('Mot de passe', { exact: true }).fill('quatre bancs devant la gare');
  await page.getByRole('button', choose).click();
  await expect(page.getByRole('button', { name: /^Mon compte/ })).toBeVisible();
  await palier.mailbox.expectMail(person.email, 'Votre mot de passe a changé');

  const other = await stranger();
  await other.goto('/login');
  await enter(other, person.username, fine);
  await expect(other.getByRole('alert')).toContainText('incorrect');
});

test('[PO-9] a provisional password is changed at the first login before anything else', async ({ stranger, palier }) => {
  const provisional = 'bancs verts devant la gare';
  const person = await makePerson(palier, 'Rosa Willems', provisional);
  const page = await stranger();
  await page.goto('/');
  await enter(page, person.username, provisional);
  await expect(title(page, 'Choisissez votre mot de passe')).toBeVisible();
  await expectAccessible(page, 'a provisional password');
  await page.setViewportSize(phone);
  await expectNoSidewaysScroll(page, 'a provisional password');

  await page.goto('/requests?mine=true');
  await expect(title(page, 'Choisissez votre mot de passe'), 'from anywhere').toBeVisible();
  const password = page.getByLabel('Nouveau mot de passe');
  await password.fill(provisional);
  await page.getByRole('button', choose).click();
  await expect(page.getByText('C’est déjà votre mot de passe. Choisissez-en un autre.')).toBeVisible();
  await password.fill(fine);
  await page.getByRole('button', choose).click();
  await expect(page, 'on to the page they wanted').toHaveURL(/\/requests\?mine=true$/);

  const other = await stranger();
  await other.goto('/');
  await logIn(other, { username: person.username, password: fine });
  await expect(title(other, 'Bonjour Rosa')).toBeVisible();
});
