import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createJournalShelf } from '../../src-main/workshop/job/journal-shelf.ts'
import { scratchFolder } from '../cli/rmos-process.ts'

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

test('a job whose program was killed with everything is offered for recovery', async () => {
  const dataDir = join(scratch.path, 'data')
  const file = join(scratch.path, 'slow.nc')
  writeFileSync(file, slowProgram())
  const words = ['send', file, '--port', 'virtual:', '--data', dataDir]
  const child = spawn(process.execPath, ['src-main/cli/index.ts', ...words], {
    // a group of its own, so that the engine's process dies with it
    detached: true,
    stdio: 'ignore',
  })
  const shelf = createJournalShelf(dataDir)
  const cutting = await until(async () => {
    const [offer] = await shelf.offers(null)
    return offer !== undefined && offer.linesAcknowledged > 10 ? offer : null
  })
  if (child.pid === undefined) throw new Error('the command never ran')
  process.kill(-child.pid, 'SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  const [offer] = await shelf.offers(null)
  expect(offer?.sendId).toBe(cutting.sendId)
  expect(offer?.cause).toContain('ended in the middle of the job')
  expect(offer?.candidates.firstSourceLine).toBeGreaterThan(4)
  expect(offer?.candidates.firstSourceLine).toBeLessThanOrEqual(
    offer?.candidates.lastSourceLine ?? 0,
  )
  await shelf.dismiss(cutting.sendId)
  expect(await shelf.offers(null)).toEqual([])
}, 60_000)
