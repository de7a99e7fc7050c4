import { logIn } from '../support/actions.ts';
import { expect, test } from '../support/fixtures.ts';

test.use({ demo: false });

test('[OP-1] an empty instance is set up from the printed link, with a test mail, to the first log in', async ({ page, palier }) => {
  const link = await palier.setupLink();
  await page.goto(link);

  await page.getByLabel('Nom de l’organisation').fill('Mosane Formation');
  await page.getByLabel('Langue').selectOption('fr');
  await next(page);

  await page.getByLabel('Groupe d’entreprises').fill('Wallonie');
  await page.getByLabel('Nom du site').fill('Huy, rue Saint-Pierre');
  await page.getByLabel('Adresse e-mail du site').fill('technique.huy@mosane.example');
  await next(page);

  await page.getByLabel('Nom d’utilisateur').fill('sophie.warnier');
  await page.getByLabel('E-mail').fill('sophie.warnier@mosane.example');
  await page.getByLabel('Prénom').fill('Sophie');
  await page.getByLabel('Nom', { exact: true }).fill('Warnier');
  await page.getByLabel('Mot de passe', { exact: true }).fill('une phrase assez longue');
  await next(page);

  await sendsTestMail(page, palier);
  await page.getByRole('button', { name: /Terminer|Créer|Installer/ }).click();

  await logIn(page, { username: 'sophie.warnier', password: 'une phrase assez longue' });
  await expect(page.getByRole('heading', { level: 1, name: /Sophie/ })).toBeVisible();

  // The link was for once: another browser finds nothing to set up.
  const again = await page.request.post('/api/v1/setup', { data: {} });
  expect(again.ok()).toBe(false);
  await page.goto(link);
  await expect(page.getByRole('button', { name: 'Envoyer un e-mail d’essai' })).toHaveCount(0);
});

async function next(page: import('@playwright/test').Page): Promise<void> {
  await page.getByRole('button', { name: 'Continuer' }).click();
}

async function sendsTestMail(page: import('@playwright/test').Page, palier: import('../support/palier.ts').Palier): Promise<void> {
  const { host, port } = palier.mailbox.about;
  await page.getByLabel('Serveur').fill(host);
  await page.getByLabel('Port').fill(String(port));
  await page.getByLabel('Sécurité').selectOption('none');
  await page.getByLabel('Adresse d’expédition').fill('palier@mosane.example');
  await page.getByLabel('Adresse d’essai').fill('essai@mosane.example');
  await page.getByRole('button', { name: 'Envoyer un e-mail d’essai' }).click();
  await palier.mailbox.expectMail('essai@mosane.example', /Palier|essai/i);
}
