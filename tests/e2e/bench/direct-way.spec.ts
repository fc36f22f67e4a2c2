import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { fullLinkProgram, startController, startMain } from '../../bench/loaded-app.ts'
import { layout, toMachine } from './machine-page.ts'

const HANG_MS = 2500

test('STOP and Hold reach the machine while main hangs', async ({ page }) => {
  test.setTimeout(240_000)
  const folder = mkdtempSync(join(tmpdir(), 'rmos-direct-'))
  const main = startMain(folder)
  const problems: string[] = []
  page.on('pageerror', ({ message }) => problems.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  try {
    await page.goto(await main.ask('url', null))
    await toMachine(page)
    writeFileSync(join(folder, 'program.nc'), fullLinkProgram(20_000))
    const runId = await main.ask('handIn', join(folder, 'program.nc'))
    const controller = await startController(join(folder, 'record.json'))
    await main.ask('connect', controller.uri)
    await layout(page, 'Settings', 'Line')
    await expect(page.getByText('reach the machine engine directly')).toBeVisible()
    const ended = main.ask('run', runId)
    const hold = page.getByRole('button', { name: /^Hold(?!ing)/ })
    await expect(hold).toBeEnabled({ timeout: 60_000 })

    const hang = async (press: () => Promise<void>) => {
      const over = main.ask('block', HANG_MS)
      await page.waitForTimeout(300)
      await press()
      await over
      return performance.timeOrigin + performance.now()
    }
    const heldBeforeMs = await hang(() => hold.click())
    const resume = page.getByRole('button', { name: /^Resume/ })
    await expect(resume).toBeEnabled({ timeout: 60_000 })
    await resume.click()
    await expect(hold).toBeEnabled({ timeout: 60_000 })
    const stoppedBeforeMs = await hang(() => page.keyboard.press('Control+.'))
    expect(await ended).toMatch(/^stopped Stopped by the operator/)
    await main.ask('disconnect', null)
    const { feedHoldsUnixMs } = await controller.end()
    // One for the press of Hold, one for the stop; nothing of them came a second time behind main's hang.
    expect(feedHoldsUnixMs).toHaveLength(2)
    expect(feedHoldsUnixMs[0]).toBeLessThan(heldBeforeMs - HANG_MS / 3)
    expect(feedHoldsUnixMs[1]).toBeLessThan(stoppedBeforeMs - HANG_MS / 3)
    expect(problems).toEqual([])
  } finally {
    await main.end()
    rmSync(folder, { recursive: true, force: true })
  }
})
