import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createJournalShelf } from '../../src-main/workshop/job/journal-shelf.ts'
import type { VirtualController } from '../../src-main/machine/virtual/virtual-controller.ts'
import { scratchFolder } from '../cli/rmos-process.ts'
import { controllerOnTcp } from './controller-on-tcp.ts'

const scratch = scratchFolder()
afterEach(scratch.remove)

/** Long slow lines: about a second each, so that where the tool is can be told from the clock. */
function slowProgram(): string {
  const lines = ['G21 G90 G94 G17', 'M3 S9000', 'G4 P0.1', 'G0 Z5', 'G0 X0 Y0', 'G1 Z0 F1200']
  for (let index = 1; index <= 60; index += 1)
    lines.push(`G1 X${String(index * 5)} Y${String(index % 2)} F300`)
  return [...lines, 'G0 Z5', 'M5', 'M30', ''].join('\n')
}

async function until<T>(look: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < 600; tries += 1) {
    const seen = await look()
    if (seen !== null) return seen
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('it never came')
}

/** Index of the program's line that the controller cuts, by its own record. */
function trueLine(controller: VirtualController): number | null {
  const { executingLine, receivedLines } = controller.record()
  if (executingLine === null) return null
  const own = /^(\$[I$G#]|G4P0\.01)$/
  return receivedLines.slice(0, executingLine).filter((line) => !own.test(line)).length - 1
}

/** True when it has come to a line; null before. */
function isCutting(controller: VirtualController, line: number): true | null {
  return (trueLine(controller) ?? 0) >= line ? true : null
}

test('a job that stood still with its computer goes on; killed, it is offered from the line that was cut', async () => {
  const dataDir = join(scratch.path, 'data')
  const file = join(scratch.path, 'slow.nc')
  writeFileSync(file, slowProgram())
  const { uri, controller, close } = await controllerOnTcp()
  const words = ['send', file, '--port', uri, '--data', dataDir]
  const child = spawn(process.execPath, ['src-main/cli/index.ts', ...words], {
    // a group of its own, so that the engine's process stops and dies with it
    detached: true,
    stdio: 'ignore',
  })
  const shelf = createJournalShelf(dataDir)
  const offered = (least: number) =>
    until(async () => {
      const [offer] = await shelf.offers(null)
      return offer !== undefined && offer.linesAcknowledged >= least ? offer : null
    })
  const cutting = await offered(10)
  if (child.pid === undefined) throw new Error('the command never ran')
  process.kill(-child.pid, 'SIGSTOP')
  const stoppedAt = controller.record().receivedLines.length
  // it cuts on with what it was given, a second a line
  await until(() => Promise.resolve(isCutting(controller, 8)))
  process.kill(-child.pid, 'SIGCONT')
  await offered(cutting.linesAcknowledged + 2)
  expect(controller.record().receivedLines.length).toBeGreaterThan(stoppedAt)
  process.kill(-child.pid, 'SIGKILL')
  const cut = trueLine(controller) ?? Number.NaN
  await new Promise((resolve) => child.once('exit', resolve))
  const [offer] = await shelf.offers(null)
  expect(offer?.sendId).toBe(cutting.sendId)
  expect(offer?.cause).toContain('ended in the middle of the job')
  expect(offer?.mustHome).toBe(false)
  // never behind the line that was being cut, and at most the planner's blocks before it
  expect(offer?.candidates.firstLine).toBeLessThanOrEqual(cut)
  expect(offer?.candidates.firstLine).toBeGreaterThanOrEqual(cut - 17)
  expect(offer?.candidates.lastLine).toBeGreaterThanOrEqual(cut)
  await shelf.dismiss(cutting.sendId)
  expect(await shelf.offers(null)).toEqual([])
  await close()
}, 120_000)
