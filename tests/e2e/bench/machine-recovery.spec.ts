import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { controllerOnTcp } from '../../machine/controller-on-tcp.ts'
import { connect, openProgram, SQUARE, tickAll, toMachine } from './machine-page.ts'

/** Six rounds of the square: about a minute. */
const PROGRAM = [...SQUARE.split('\n').slice(0, 30), 'G0 Z5', 'M5', 'M30', '']
  .join('\n')
  .replaceAll('F600', 'F1800')
const ROOT = resolve(import.meta.dirname, '../../..')

/** The bench view of a data folder, in a process that can be killed as a power cut would. */
async function serveKillable(dataDir: string) {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'scripts/rmos.mjs'), 'serve', '--data', dataDir],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'], detached: true },
  )
  const ended = new Promise<void>((done) => {
    child.once('exit', () => {
      done()
    })
  })
  const url = await new Promise<string>((found) => {
    let text = ''
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString()
      const line = /http:\/\/127\.0\.0\.1:\S+/.exec(text)?.[0]
      if (line !== undefined) found(line)
    })
  })
  return {
    url,
    /** The whole group: the engine's process dies with it and can stop nothing. */
    kill: async () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      await ended
    },
  }
}

async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'See how to go on' }).click()
  await expect(page.getByRole('heading', { name: 'First, one at a time' })).toBeVisible()
  for (const tick of [/really is/, /right bit is fitted/, /read what is sent/]) {
    await page.getByRole('checkbox', { name: tick }).check()
  }
  await page.getByRole('button', { name: 'Go on cutting' }).click()
}

test('a job whose server was killed is offered after the start, shown line by line, and cut to its end', async ({
  page,
}, info) => {
  test.setTimeout(240_000)
  const dataDir = mkdtempSync(join(tmpdir(), 'rmos-recovery-'))
  const machine = await controllerOnTcp()
  const first = await serveKillable(dataDir)
  await page.goto(first.url)
  await toMachine(page)
  await connect(page, machine.uri)
  await openProgram(page, 'square.nc', PROGRAM)
  await tickAll(page)
  await page.getByRole('button', { name: /^Start/ }).click()
  const cutting = () => machine.controller.record().executingLine ?? 0
  await expect.poll(cutting, { timeout: 60_000 }).toBeGreaterThan(12)
  // an entry of the journal reaches the disk within a second
  await expect.poll(cutting, { timeout: 60_000 }).toBeGreaterThan(14)
  await first.kill()
  // the machine runs out what it had been given and stands, the spindle still on
  await expect.poll(() => machine.controller.isMoving(), { timeout: 90_000 }).toBe(false)
  const second = await serveKillable(dataDir)
  await page.goto(second.url)
  await toMachine(page)
  const offer = page.getByRole('region', { name: 'A job was not finished' })
  await expect(offer).toContainText('square.nc')
  await expect(offer).toContainText('ended in the middle of the job')
  await page.screenshot({ path: join(info.outputDir, 'recovery-offered.png') })
  await connect(page, machine.uri)
  await goOn(page)
  await expect.poll(() => machine.controller.isMoving()).toBe(true)
  await page.screenshot({ path: join(info.outputDir, 'recovery-cutting.png') })
  await expect(page.getByText('Cut to the end.')).toBeVisible({ timeout: 120_000 })
  await expect(offer).toBeHidden()
  const { positionSteps } = machine.controller.record()
  expect(positionSteps).toEqual([0, 0, 5 * 400])
  await second.kill()
  await machine.close()
  rmSync(dataDir, { recursive: true, force: true })
})
