import { expect } from '@playwright/test'
import { pngOf } from '../bench/pictures.ts'
import { openExample } from '../main-job.ts'
import { test } from './desktop.ts'

test('the workers of the Pattern page run under the policy of the desktop window', async ({
  page,
}) => {
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text())
  })
  await openExample(page, 'Classical mosaic, 46 tiles')
  await expect(page.getByRole('main', { name: 'Rosette' })).toBeVisible()
  await page.getByRole('navigation').getByRole('button', { name: 'Pattern' }).click()
  // the ring is drawn by one worker
  const ring = page.getByRole('img', { name: /^The ring as it is laid/ })
  await expect(ring).toBeVisible()
  await expect
    .poll(() => ring.evaluate((canvas) => (canvas as unknown as { width: number }).width))
    .toBeGreaterThan(100)
  // and a picture is cut to veneers by another
  await page.getByRole('radio', { name: 'Picture', exact: true }).click()
  const picture = pngOf(60, 90, (x) => (x < 30 ? [152, 56, 43] : [239, 226, 196]))
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name: 'halves.png', mimeType: 'image/png', buffer: picture })
  await expect(page.getByText('halves.png, 60 × 90 pixels')).toBeVisible()
  await page.getByRole('button', { name: 'Use this picture' }).click()
  await expect(page.locator('.veneer-name', { hasText: 'Dyed red' })).toBeVisible()
  expect(refused).toEqual([])
})
