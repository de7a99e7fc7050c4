import { fromAccountMenu } from '../support/actions.ts';
import { expect, test } from '../support/fixtures.ts';

test('the language is switched while running, remembered, and the mails follow it', async ({ as, stranger, palier }) => {
  const visitor = await palier.api('visitor');
  const me = await visitor.me();
  const page = await as('visitor');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');

  await fromAccountMenu(page, 'English');
  await expect(page.getByRole('link', { name: /^New request/ }).first()).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect.poll(async () => (await visitor.me()).language).toBe('en');
  await page.reload();
  await expect(page.getByRole('link', { name: /^New request/ }).first()).toBeVisible();

  // Another browser learns it from the account.
  const other = await stranger();
  await other.goto('/');
  const login = await palier.demoLogin('visitor');
  await other.getByLabel('Nom d’utilisateur').fill(login.username);
  await other.getByLabel('Mot de passe', { exact: true }).fill(login.password);
  await other.getByRole('button', { name: 'Se connecter' }).click();
  await expect(other.getByRole('link', { name: /^New request/ }).first()).toBeVisible();

  const english = await visitor.createRequest({ site_id: me.default_site_id!, text: 'Cold radiator' });
  const confirmed = await palier.mailbox.expectMail(me.email, english.reference);
  expect(confirmed.text).toMatch(/request/i);
  expect(confirmed.text).not.toMatch(/demande/i);
  expect(confirmed.html).toContain('lang="en"');

  await fromAccountMenu(page, 'Français');
  await expect(page.getByRole('link', { name: /^Nouvelle demande/ }).first()).toBeVisible();
  await expect.poll(async () => (await visitor.me()).language).toBe('fr');
  const french = await visitor.createRequest({ site_id: me.default_site_id!, text: 'Radiateur froid' });
  const confirmation = await palier.mailbox.expectMail(me.email, french.reference);
  expect(confirmation.text).toMatch(/demande/i);
  expect(confirmation.html).toContain('lang="fr"');
});

test('the login page speaks the language of the browser and switches without an account', async ({ browser, palier }) => {
  const context = await browser.newContext({ baseURL: palier.url, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Log in' })).toBeVisible();
  await page.getByRole('button', { name: 'Français' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Se connecter' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Se connecter' })).toBeVisible();
  await context.close();
});
