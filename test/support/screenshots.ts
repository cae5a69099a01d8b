import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const WIDTHS = [1440, 1024] as const;
const SCHEMES = ['light', 'dark'] as const;

/**
 * Takes pictures of addresses at both widths and in both schemes into `var/screenshots`, for a person to look at. Not a
 * test: call it from a story while you work on a page, `await takePictures(page, { cases: '/cases' })`.
 */
export async function takePictures(page: Page, addresses: Record<string, string>): Promise<void> {
  const directory = join(__dirname, '../../var/screenshots');
  await mkdir(directory, { recursive: true });
  for (const [name, address] of Object.entries(addresses))
    for (const width of WIDTHS)
      for (const colorScheme of SCHEMES) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await page.goto(address);
        await page.waitForLoadState('load');
        await page.locator('h1').first().waitFor();
        await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
        await page.screenshot({ path: join(directory, `${name}-${width}-${colorScheme}.png`) });
      }
}
