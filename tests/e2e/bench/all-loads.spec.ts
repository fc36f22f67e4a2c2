import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { fullLinkProgram, startController, startMain } from '../../bench/loaded-app.ts'
import { Loads, Screen } from '../../bench/loads.ts'

const LINES = 3000

/** The engine's own questions between, and the dwell that proves the end, are not of the program. */
function isOfProgram(line: string): boolean {
  return !line.startsWith('$') && line !== 'G4P0.01'
}

/** The short form of `tests/bench/all-loads.ts`: what must hold on any machine, however slow. */
test('a job is cut to its end while main hangs, a report is summed and the screen crashes', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const folder = mkdtempSync(join(tmpdir(), 'rmos-loads-'))
  const main = startMain(folder)
  try {
    await main.ask('fill', null)
    const screen = await Screen.open(browser, await main.ask('url', null))
    const program = fullLinkProgram(LINES)
    writeFileSync(join(folder, 'program.nc'), program)
    const runId = await main.ask('handIn', join(folder, 'program.nc'))
    const controller = await startController(join(folder, 'record.json'))
    await main.ask('connect', controller.uri)
    const ended = main.ask('run', runId)
    const loads = new Loads(main, screen)
    expect(await ended).toBe('completed Cut to the end.')
    await loads.callOff()
    await main.ask('disconnect', null)
    const record = await controller.end()
    expect(screen.crashes).toBeGreaterThan(0)
    expect(record.receivedLines.filter(isOfProgram)).toEqual(program.trim().split('\n'))
    expect(record.receiveDroppedBytes).toBe(0)
    expect(record.receiveHighWaterBytes).toBeLessThanOrEqual(120)
  } finally {
    await main.end()
    rmSync(folder, { recursive: true, force: true })
  }
})
