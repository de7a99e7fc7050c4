import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/checks.ts';
import { expect, test } from '../support/fixtures.ts';
import { phone } from '../support/settings.ts';

const french = '# Usage\n\nChacun répond de son compte. [Détails](https://mosane.example/cgu) <b onclick=x>gras</b>';
const english = '# Use\n\nEverybody answers for their account.';

const title = { name: 'Conditions d’utilisation', level: 1 } as const;

/** Publishes a version from the page that lists them. */
async function publish(page: Page, texts: { french: string; english: string }): Promise<void> {
  await page.getByRole('button', { name: 'Publier une nouvelle version' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Texte en Français (Markdown)').fill(texts.french);
  await dialog.getByLabel('Texte en English (Markdown)').fill(texts.english);
  await dialog.getByRole('button', { name: 'Publier', exact: true }).click();
  await expect(dialog.getByText(/personnes devront l’accepter/)).toBeVisible();
  await expectAccessible(page, 'a version that is about to be published');
  await dialog.getByRole('button', { name: 'Publier', exact: true }).click();
}

/** Fills in the login form; what comes next is the story's. */
async function enter(page: Page, login: { username: string; password: string }): Promise<void> {
  await page.getByLabel('Nom d’utilisateur').fill(login.username);
  await page.getByLabel('Mot de passe', { exact: true }).fill(login.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

test('[CT-7] terms that are published while people work are accepted by everybody before anything else, and nothing typed is lost', async ({ as }) => {
  test.setTimeout(120_000);
  const visitor = await as('visitor');
  await visitor.goto('/requests/new');
  await visitor.getByLabel('Que se passe-t-il ?').fill('Volet bloqué, salle 4');

  const page = await as('administrator');
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Gérer les conditions d’utilisation' }).click();
  await expect(page.getByText('Aucune version')).toBeVisible();
  await publish(page, { french, english });

  await expect(page).toHaveURL(/\/terms\?next=/);
  await expect(page.getByRole('heading', title)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Usage', level: 2 })).toBeVisible();
  await expect(page.getByText('<b onclick=x>gras</b>'), 'HTML is text').toBeVisible();
  await expect(page.getByRole('link', { name: 'Détails' })).toHaveAttribute('rel', /noopener/);
  await expectAccessible(page, 'terms to be accepted');
  await page.getByRole('button', { name: 'Accepter et continuer' }).click();
  await expect(page).toHaveURL(/\/settings\/terms$/);
  await expect(page.getByRole('row').filter({ hasText: 'En vigueur' })).toBeVisible();

  await visitor.getByRole('button', { name: 'Envoyer la demande' }).click();
  const dialog = visitor.getByRole('dialog');
  await expect(dialog.getByText('Elles ont changé pendant votre travail')).toBeVisible();
  await expectAccessible(visitor, 'terms that came up while somebody works');
  await dialog.getByRole('button', { name: 'Accepter et continuer' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(visitor.getByLabel('Que se passe-t-il ?')).toHaveValue('Volet bloqué, salle 4');
  await visitor.getByRole('button', { name: 'Envoyer la demande' }).click();
  await expect(visitor.getByRole('heading', { level: 1, name: 'Volet bloqué, salle 4' })).toBeVisible();
});

test('[CT-7] whoever logs in reads the terms in their own language, accepts, and comes to the page they wanted', async ({ stranger, palier }) => {
  const page = await stranger(phone);
  await page.goto('/requests?status=done');
  await enter(page, await palier.demoLogin('manager'));
  await expect(page.getByRole('heading', title)).toBeVisible();
  await expectNoSidewaysScroll(page, 'terms on a phone');
  await expectAccessible(page, 'terms on a phone');

  await page.goto('/account');
  await expect(page.getByRole('heading', title), 'from anywhere').toBeVisible();
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page.getByRole('button', { name: 'Se connecter' })).toBeVisible();

  await page.goto('/requests?status=done');
  await enter(page, await palier.demoLogin('manager'));
  // The login page speaks English too, to whoever is nobody yet.
  await expect(page.getByRole('heading', title)).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Terms of use', level: 1 })).toBeVisible();
  await expect(page.getByText('Everybody answers for their account.')).toBeVisible();
  await page.getByRole('button', { name: 'Accept and continue' }).click();
  await expect(page).toHaveURL(/\/requests\?status=done$/);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('[CT-7] a correction asks nobody again, and the table says who accepted what', async ({ as }) => {
  const page = await as('administrator');
  await page.goto('/settings/terms');
  await page.getByRole('button', { name: 'Corriger le texte' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Texte en Français (Markdown)').fill('# Usage\n\nChaque personne répond de son compte.');
  await expect(dialog.getByText('Chaque personne répond de son compte.').last(), 'the preview').toBeVisible();
  await expectAccessible(page, 'a text that is being corrected');
  await dialog.getByRole('button', { name: 'Corriger le texte' }).click();
  await expect(page.getByText('Texte corrigé')).toBeVisible();

  const visitor = await as('visitor');
  await visitor.goto('/terms');
  await expect(visitor.getByText('Chaque personne répond de son compte.')).toBeVisible();
  await expect(visitor.getByText(/^Acceptées le/)).toBeVisible();

  const people = page.getByRole('region', { name: 'Acceptations de la version 1' }).getByRole('row');
  await expect(people.filter({ hasText: 'Nadia Lambert' })).not.toContainText('Pas encore');
  await page.getByRole('radio', { name: 'Pas encore' }).check();
  await expect(people.filter({ hasText: 'Nadia Lambert' })).toHaveCount(0);
  await expectAccessible(page, 'acceptances');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Exporter en CSV' }).click();
  expect((await download).suggestedFilename()).toBe('acceptations-version-1.csv');
});
