import { expect, type Page } from '@playwright/test';
import type { Login } from './api.ts';

/** Fills in the login form and waits until the app has let the person in. */
export async function logIn(page: Page, { username, password }: Pick<Login, 'username' | 'password'>): Promise<void> {
  await page.getByLabel('Nom d’utilisateur').fill(username);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
  await expect(page.getByRole('button', { name: /^Mon compte/ })).toBeVisible();
}

/** Opens the account menu and chooses an entry. */
export async function fromAccountMenu(page: Page, entry: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: /^Mon compte|^My account/ }).click();
  await page.getByRole('menuitem', { name: entry }).or(page.getByRole('menuitemradio', { name: entry })).click();
}

/** Marks the loaded document; a reload would lose the mark. */
export async function mark(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => Reflect.set(window, 'palierMark', true));
  return () => page.evaluate(() => Reflect.get(window, 'palierMark') === true);
}
