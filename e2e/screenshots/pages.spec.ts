import { expect, test } from '../support/fixtures.ts';
import { tour, visit } from '../support/pages.ts';
import { desk, phone } from '../support/settings.ts';

const folder = 'results/screenshots';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [desk, phone]) {
    const style = `${viewport.width}-${colorScheme}`;

    test(`every page, ${style}`, async ({ page, palier }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      await tour(page, palier, async ({ name, as }) => {
        await page.screenshot({ path: `${folder}/${style}/${as}-${name}.png`, fullPage: name === 'ui' });
      });
    });

    test.describe(`an empty instance, ${style}`, () => {
      test.use({ demo: false });

      test('the set-up wizard', async ({ page, palier }) => {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.setViewportSize(viewport);
        await visit(page, await palier.setupLink());
        await expect(page.getByRole('textbox').first()).toBeVisible();
        await page.screenshot({ path: `${folder}/${style}/nobody-set-up.png` });
      });
    });
  }
}
