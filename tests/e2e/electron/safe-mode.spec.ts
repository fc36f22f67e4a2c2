import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { call, expect, readyPage, test } from './desktop.ts'

test('a damaged database opens safe mode in the window, and a backup opens the workshop', async ({
  launch,
  dataDir,
}) => {
  const healthy = await launch(dataDir)
  await call(await readyPage(healthy), 'backups.make')
  await healthy.close()
  writeFileSync(join(dataDir, 'rmos.db'), '')

  const app = await launch(dataDir)
  const page = await readyPage(app)
  await expect(page.getByRole('heading', { name: 'RMOS is in safe mode' })).toBeVisible()
  await page.getByRole('button', { name: /Restore the backup of/ }).click()
  await expect(page.getByRole('navigation').getByRole('button', { name: 'Plans' })).toBeVisible()
  expect(await call(page, 'backups.mode')).toEqual({ mode: 'open' })
  await app.close()
})
