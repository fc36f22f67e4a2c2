import { call, expect, test } from './desktop.ts'
import { layout, toMachine } from '../bench/machine-page.ts'
import { engineState, startJob } from './job.ts'

test('the window has its own port to the machine engine, also after it was loaded anew', async ({
  app,
  page,
}) => {
  await startJob(page)
  await toMachine(page)
  await layout(page, 'Settings', 'Line')
  const open = page.getByText('reach the machine engine directly')
  await expect(open).toBeVisible({ timeout: 30_000 })
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.reload()
  })
  await expect(open).toBeHidden()
  await toMachine(page)
  await layout(page, 'Settings', 'Line')
  await expect(open).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: /^Hold/ }).click()
  await expect.poll(() => engineState(page), { timeout: 30_000 }).toBe('held')
  await call(page, 'machine.resume')
  await page.keyboard.press('Control+.')
  await expect.poll(() => engineState(page), { timeout: 30_000 }).toBe('ready')
})
