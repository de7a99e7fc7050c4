import { expect, type Page } from '@playwright/test';
import { logIn } from './actions.ts';
import { Palier } from './palier.ts';

export interface Screen {
  name: string;
  path: string;
  as: 'administrator' | 'manager' | 'visitor' | 'nobody';
  /** A text that is there once the data is. */
  shows?: RegExp;
  /** The button that opens what is looked at. */
  press?: string;
}

const reference = /R-\d{4}-\d{6}/;

/** Every screen there is, each as the person it is made for. */
export async function screens(palier: Palier): Promise<Screen[]> {
  const [people, seen, own] = await Promise.all([
    palier.api('administrator').then((administrator) => administrator.users('?name=lambert')),
    palier.api('manager').then((manager) => manager.requests('?status=in_progress')),
    palier.api('visitor').then((visitor) => visitor.requests('?mine=true')),
  ]);
  return [
    { name: 'login', path: '/login', as: 'nobody' },
    { name: 'forgotten', path: '/forgotten', as: 'nobody' },
    { name: 'link-unknown', path: '/link', as: 'nobody' },
    { name: 'home', path: '/', as: 'visitor', shows: reference },
    { name: 'new-request', path: '/requests/new', as: 'visitor' },
    { name: 'terms', path: '/terms', as: 'visitor' },
    { name: 'my-requests', path: '/requests', as: 'visitor' },
    { name: 'my-request', path: `/requests/${own.items[0]!.id}`, as: 'visitor' },
    { name: 'home', path: '/', as: 'manager', shows: reference },
    { name: 'requests', path: '/requests', as: 'manager' },
    { name: 'requests-none', path: '/requests?requester=Zzyzx', as: 'manager' },
    { name: 'request', path: `/requests/${seen.items[0]!.id}`, as: 'manager' },
    { name: 'request-access', path: `/requests/${seen.items[0]!.id}`, as: 'manager', press: 'Qui peut voir, et pourquoi' },
    { name: 'no-request', path: '/requests/01890000-0000-7000-8000-000000000000', as: 'manager' },
    { name: 'no-page', path: '/no/such/page', as: 'manager' },
    { name: 'account', path: '/account', as: 'manager' },
    { name: 'account-email', path: '/account/email', as: 'manager' },
    { name: 'account-password', path: '/account/password', as: 'manager' },
    { name: 'account-sessions', path: '/account/sessions', as: 'manager', shows: /Celle-ci/ },
    { name: 'account-rights', path: '/account/rights', as: 'manager', shows: /Pourquoi/ },
    { name: 'account-preferences', path: '/account/preferences', as: 'manager', shows: /Écran d’ouverture/ },
    { name: 'account-notifications', path: '/account/notifications', as: 'manager', shows: /Nouvel état/ },
    { name: 'account-display', path: '/account/display', as: 'manager' },
    { name: 'settings', path: '/settings', as: 'administrator' },
    { name: 'terms-of-use', path: '/settings/terms', as: 'administrator' },
    { name: 'sites', path: '/sites', as: 'administrator' },
    { name: 'roles', path: '/roles', as: 'administrator' },
    { name: 'teams', path: '/teams', as: 'administrator' },
    { name: 'resources', path: '/resources', as: 'manager' },
    { name: 'tags', path: '/tags', as: 'administrator' },
    { name: 'audit', path: '/audit', as: 'administrator' },
    { name: 'users', path: '/users', as: 'administrator' },
    { name: 'users-none', path: '/users?name=Zzyzx', as: 'administrator' },
    { name: 'import', path: '/users/import', as: 'administrator' },
    { name: 'new-user', path: '/users/new', as: 'administrator' },
    { name: 'user', path: `/users/${people.items[0]!.id}`, as: 'administrator' },
    { name: 'user-access', path: `/users/${people.items[0]!.id}/access`, as: 'administrator' },
    { name: 'user-sessions', path: `/users/${people.items[0]!.id}/sessions`, as: 'administrator' },
    { name: 'user-preferences', path: `/users/${people.items[0]!.id}/preferences`, as: 'administrator', shows: /Écran d’ouverture/ },
    { name: 'user-notifications', path: `/users/${people.items[0]!.id}/notifications`, as: 'administrator', shows: /Nouvel état/ },
    { name: 'user-leaving', path: `/users/${people.items[0]!.id}/leaving`, as: 'administrator', shows: /Travail ouvert/ },
    { name: 'user-history', path: `/users/${people.items[0]!.id}/history`, as: 'administrator' },
    { name: 'ui', path: '/ui', as: 'administrator' },
  ];
}

/** Moves to a screen and waits until it has loaded its data. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  // The page of components shows busy ones on purpose.
  if (path !== '/ui') await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** Visits the screens of one person after another, logged in once each. */
export async function tour(
  page: Page,
  palier: Palier,
  look: (screen: Screen) => Promise<void>,
): Promise<void> {
  for (const screen of await screens(palier)) {
    await become(page, palier, screen.as);
    await visit(page, screen.path);
    if (screen.shows) await expect(page.getByText(screen.shows).first()).toBeVisible();
    if (screen.press) {
      await page.getByRole('button', { name: screen.press }).click();
      await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
    }
    await look(screen);
  }
}

const present = new WeakMap<Page, Screen['as']>();

async function become(page: Page, palier: Palier, who: Screen['as']): Promise<void> {
  if (present.get(page) === who) return;
  present.set(page, who);
  await page.context().clearCookies();
  if (who === 'nobody') return;
  await page.goto('/');
  await logIn(page, await palier.demoLogin(who));
}
