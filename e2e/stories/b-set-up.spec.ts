import type { Page } from '@playwright/test';
import { logIn } from '../support/actions.ts';
import { expect, test } from '../support/fixtures.ts';

test.use({ demo: false, mailSecurity: 'none' });

test('[OP-1] an empty instance is set up from the printed link, with a test mail, to the first log in', async ({ page, palier }) => {
  const link = await palier.setupLink();
  await page.goto(link);

  await page.getByRole('radio', { name: 'Français' }).check();
  await answer(page, 'Votre organisation', { 'Nom de l’organisation': 'Mosane Formation' });
  await answer(page, 'Premier site', {
    'Nom du groupe de sociétés': 'Wallonie',
    'Nom du site': 'Huy, rue Saint-Pierre',
    'Adresse mail de l’équipe': 'technique.huy@mosane.example',
  });
  await answer(page, 'Premier compte d’administration', {
    Prénom: 'Sophie',
    Nom: 'Warnier',
    'E-mail': 'sophie.warnier@mosane.example',
    'Nom d’utilisateur': 'sophie.warnier',
    'Mot de passe': 'une phrase assez longue',
  });

  const { host, port } = palier.mailbox.about;
  await page.getByLabel('Sécurité').selectOption('none');
  await fill(page, { Serveur: host, Port: String(port), 'Adresse d’expédition': 'palier@mosane.example' });
  await page.getByRole('button', { name: 'Envoyer un mail d’essai' }).click();
  await expect(page.getByText('Le serveur de mail a accepté le mail')).toBeVisible();
  await palier.mailbox.expectMail('sophie.warnier@mosane.example', 'Message d’essai');
  await page.getByRole('button', { name: 'Mettre en service' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Palier est en service' })).toBeVisible();

  await page.getByRole('link', { name: 'Se connecter' }).click();
  await logIn(page, { username: 'sophie.warnier', password: 'une phrase assez longue' });
  await expect(page.getByRole('heading', { level: 1, name: 'Bonjour Sophie' })).toBeVisible();

  // The site's mailbox, as answered above, is told of its first request.
  await page.getByRole('link', { name: /^Nouvelle demande/ }).first().click();
  await page.getByLabel('Que se passe-t-il ?').fill('Première demande');
  await page.getByRole('button', { name: 'Envoyer la demande' }).click();
  await palier.mailbox.expectMail('technique.huy@mosane.example', 'Première demande');

  // The link was for once.
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1, name: 'Déjà en service' })).toBeVisible();
});

async function fill(page: Page, answers: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(answers)) {
    await page.getByLabel(label, { exact: true }).fill(text);
  }
}

/** Answers one step of the wizard and goes on to the next. */
async function answer(page: Page, title: string, answers: Record<string, string>): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await fill(page, answers);
  await page.getByRole('button', { name: 'Continuer' }).click();
}
