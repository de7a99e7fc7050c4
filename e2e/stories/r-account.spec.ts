import type { Page } from '@playwright/test';
import { logIn } from '../support/actions.ts';
import { expectAccessible, expectNoSidewaysScroll } from '../support/checks.ts';
import { expect, test } from '../support/fixtures.ts';
import { fine, linkOf, settled } from '../support/people.ts';
import { phone } from '../support/settings.ts';

const login = (page: Page) => page.getByRole('heading', { level: 1, name: 'Se connecter' });

test('ending another session logs that browser out at once', async ({ stranger, palier }) => {
  const person = await settled(palier, 'Yasmina Haddad');
  const pages = await Promise.all([stranger(), stranger(), stranger()]);
  for (const page of pages) {
    await page.goto('/');
    await logIn(page, { username: person.username, password: fine });
  }
  const [page, second, third] = pages as [Page, Page, Page];
  await page.goto('/account');
  await page.getByRole('link', { name: 'Sessions' }).click();
  await expect(page).toHaveURL(/\/account\/sessions$/);
  const rows = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Dernière utilisation' });
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: 'Celle-ci' })).toHaveCount(1);
  await expect(rows.first()).toContainText('Chrome sur');
  await expectAccessible(page, 'my sessions');

  // The last used comes first: what has just logged in is the third.
  const others = rows.filter({ hasNotText: 'Celle-ci' });
  await others.first().getByRole('button', { name: 'Terminer' }).click();
  await expect(page.getByText('Session terminée')).toBeVisible();
  await expect(rows).toHaveCount(2);
  await third.getByRole('link', { name: /^Nouvelle demande/ }).first().click();
  await expect(login(third)).toBeVisible();

  await page.getByRole('button', { name: 'Terminer toutes les autres' }).click();
  await expect(rows).toHaveCount(1);
  await second.reload();
  await expect(login(second)).toBeVisible();
  await page.reload();
  await expect(rows, 'the session that ended the others goes on').toHaveCount(1);
});

test('[PL-10] a deactivated person is out at once, and does not get in again', async ({ stranger, palier }) => {
  const person = await settled(palier, 'Tom Baert');
  const page = await stranger();
  await page.goto('/');
  await logIn(page, { username: person.username, password: fine });
  const administrator = await palier.api('administrator');
  const etag = (await administrator.call('GET', `/users/${person.id}`)).headers.get('etag') ?? '';
  const standing = { active: false, suspended_until: null, ends_at: null };
  await administrator.json('PUT', `/users/${person.id}/standing`, standing, { 'if-match': etag });

  await page.getByRole('link', { name: /^Nouvelle demande/ }).first().click();
  await expect(login(page)).toBeVisible();
  await page.getByLabel('Nom d’utilisateur').fill(person.username);
  await page.getByLabel('Mot de passe', { exact: true }).fill(fine);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('alert')).toContainText('incorrect');
});

test('[PP-2] a change of email is confirmed at the new address and told to the old', async ({ stranger, palier }) => {
  const person = await settled(palier, 'Bruno Lemaire');
  const page = await stranger();
  await page.goto('/account/email');
  await logIn(page, { username: person.username, password: fine });
  await expect(page.getByText(`Votre adresse : ${person.email}`)).toBeVisible();
  const fresh = `nouvelle.${person.email}`;
  await page.getByLabel('Nouvelle adresse').fill(fresh);
  await page.getByLabel('Mot de passe actuel').fill('ce n’est pas le bon');
  await page.getByRole('button', { name: 'Changer d’adresse' }).click();
  await expect(page.getByText('Ce n’est pas votre mot de passe actuel.')).toBeVisible();
  await expectAccessible(page, 'an address that is being changed');
  await page.getByLabel('Mot de passe actuel').fill(fine);
  await page.getByRole('button', { name: 'Changer d’adresse' }).click();
  await expect(page.getByText('Un mail est parti')).toBeVisible();
  await expect(page.getByText(`Votre adresse : ${person.email}`), 'until it is confirmed').toBeVisible();

  expect((await palier.mailbox.expectMail(person.email, 'Votre adresse va changer')).text).toContain(fresh);
  const mail = await palier.mailbox.expectMail(fresh, 'Confirmer votre adresse');
  await page.goto(linkOf(mail));
  await expect(page.getByText(`${fresh} deviendra l’adresse de votre compte.`)).toBeVisible();
  await expectAccessible(page, 'an address to confirm');
  await page.getByRole('button', { name: 'Confirmer cette adresse' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Adresse confirmée' })).toBeVisible();
  await page.goto('/account/email');
  await expect(page.getByText(`Votre adresse : ${fresh}`)).toBeVisible();

  const other = await stranger();
  await other.goto('/');
  await logIn(other, { username: fresh, password: fine });
  await other.goto(linkOf(mail));
  await expect(other.getByRole('heading', { level: 1, name: 'Ce lien a déjà servi' })).toBeVisible();
});

test('a password is changed with the one before, and the other sessions end', async ({ stranger, palier }) => {
  const person = await settled(palier, 'Greta Peeters');
  const [page, other] = (await Promise.all([stranger(phone), stranger()])) as [Page, Page];
  for (const each of [page, other]) {
    await each.goto('/account/password');
    await logIn(each, { username: person.username, password: fine });
  }
  await expectNoSidewaysScroll(page, 'my password');
  await expectAccessible(page, 'my password on a phone');
  await page.getByLabel('Mot de passe actuel').fill(fine);
  await page.getByLabel('Nouveau mot de passe').fill('MosaneFormation1');
  await expect(page.getByText('Assez long, mais facile à deviner.')).toBeVisible();
  await page.getByLabel('Nouveau mot de passe').fill('quatre bancs devant la gare');
  await page.getByRole('button', { name: 'Changer le mot de passe' }).click();
  await expect(page.getByText('Mot de passe changé', { exact: true })).toBeVisible();
  await other.reload();
  await expect(login(other)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Mot de passe actuel')).toBeVisible();
});

test('[PP-2] names, phone and default site are one’s own to change, and the username is fixed', async ({ stranger, palier }) => {
  const person = await settled(palier, 'Nora Simon');
  const page = await stranger();
  await page.goto('/account');
  await logIn(page, { username: person.username, password: fine });
  const main = page.getByRole('main');
  await expect(main.getByText(person.username, { exact: true })).toBeVisible();
  await expect(main.getByRole('textbox', { name: 'Nom d’utilisateur' })).toHaveCount(0);
  await main.getByLabel('Prénom').fill('Éléonore');
  await main.getByLabel('Téléphone').fill('+32 4 000 00 00');
  await main.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Profil enregistré')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Mon compte : Éléonore Simon' })).toBeVisible();
  await page.reload();
  await expect(main.getByLabel('Téléphone')).toHaveValue('+32 4 000 00 00');
  await expectAccessible(page, 'my profile');
});

test('my account says what I may do, and why', async ({ as }) => {
  const page = await as('manager');
  await page.goto('/account/rights');
  const first = page.getByRole('main').getByRole('group').first();
  await first.getByText('Pourquoi ?').click();
  await expect(first.getByText(/^Pour (cette raison|plusieurs raisons)/)).toBeVisible();
  await expect(first.getByRole('listitem').first()).toContainText(/Rôle|Permissions particulières/);
  await expectAccessible(page, 'what I may do, and why');
  await page.goto('/account/nothing');
  await expect(page.getByRole('heading', { level: 1, name: 'Page introuvable' })).toBeVisible();
});
