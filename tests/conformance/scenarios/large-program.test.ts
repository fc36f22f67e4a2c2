import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MachineJob } from '../../../src-main/machine/engine-messages.ts'
import { watchChildMemory } from '../../bench/child-memory.ts'
import { buildEngine } from '../../machine/built-engine.ts'
import { forkedService } from '../../machine/forked-engine.ts'
import { jobOf, Rehearsal } from '../../machine/rehearsal.ts'
import { onlyVirtual } from '../metal.ts'
import { chances } from '../stage.ts'

/** The bench streams two million; here a tenth, from the same kind of file. */
const LINES = 200_000
const BLIND = 'needs to see what the controller received and which steps it took'

/** Lines of 0.05 mm at 20 mm/s: the machine, not the link, sets the pace, and the queue stays full. */
function circleLines(count: number): string {
  const lines = ['G21G90G94', 'G1F1200']
  for (let index = 1; index <= count; index += 1) {
    const angle = index * 0.005
    lines.push(`G1X${(10 * Math.cos(angle) - 10).toFixed(3)}Y${(10 * Math.sin(angle)).toFixed(3)}`)
  }
  return `${lines.join('\n')}\n`
}

/** Writes a program of lines of 30 bytes piece by piece; what it came to. */
async function writeLines(path: string, count: number) {
  const hash = createHash('sha256')
  const file = await open(path, 'w')
  let lengthBytes = 0
  const put = async (text: string) => {
    hash.update(text)
    lengthBytes += text.length
    await file.write(text)
  }
  await put('G21G90G94\nG1F1200\n')
  const piece = circleLines(10_000)
    .split('\n')
    .slice(2, -1)
    .map((line) => `${line}Z-0.000000000000`.slice(0, 29))
    .join('\n')
  for (let done = 0; done < count; done += 10_000) await put(`${piece}\n`)
  await file.close()
  return { sha256: hash.digest('hex'), lengthBytes }
}

let folder = ''
let job: MachineJob

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rmos-large-'))
  const text = circleLines(LINES)
  const path = join(folder, 'large.nc')
  writeFileSync(path, text)
  job = {
    ...jobOf(''),
    source: { kind: 'file', path, offsetBytes: 0, lengthBytes: text.length },
    sha256: createHash('sha256').update(text).digest('hex'),
  }
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

async function loaded(rehearsal: Rehearsal): Promise<void> {
  const answer = rehearsal.command({ name: 'start', job })
  while (answer() === null) await new Promise((resolve) => setImmediate(resolve))
  expect(answer()?.problem).toBeNull()
}

/** Blocks in the planner by the reports of a stretch. */
function queuedBlocks(rehearsal: Rehearsal, fromMs: number): readonly number[] {
  const said = rehearsal.fromController
    .filter(({ atMs }) => atMs >= fromMs)
    .map(({ text }) => text)
    .join('')
  return [...said.matchAll(/<Run[^>]*\|Bf:(\d+),/g)].map(([, free]) => 15 - Number(free))
}

describe('scenario 29', () => {
  test('in a program of 200,000 lines the queue is never empty, and ! goes out at once, forty times', async (context) => {
    onlyVirtual(context, BLIND)
    const chance = chances(29)
    const rehearsal = await new Rehearsal({ settings: [[10, 3]] }).connect()
    const delays: number[] = []
    for (let count = 0; count < 40; count += 1) {
      await loaded(rehearsal)
      const startedMs = rehearsal.nowMs
      rehearsal.run(600 + chance() * 1500)
      expect(Math.min(...queuedBlocks(rehearsal, startedMs + 500))).toBeGreaterThanOrEqual(5)
      const askedMs = rehearsal.nowMs
      rehearsal.command({ name: 'stop' })
      const held = rehearsal.toController.findLast(({ text }) => text === '!')
      delays.push((held?.atMs ?? Infinity) - askedMs)
      rehearsal.runUntil(() => rehearsal.state === 'ready')
      rehearsal.run(800)
    }
    expect(Math.max(...delays)).toBeLessThan(50)
    expect(rehearsal.controller.record().receiveDroppedBytes).toBe(0)
    const said = rehearsal.fromController.map(({ text }) => text).join('')
    expect(said).not.toContain('ALARM')
  }, 120_000)

  test('an engine that holds 2,000,000 lines in 60 MB keeps below 200 MB', async (context) => {
    onlyVirtual(context, 'needs a process that can be looked into')
    const path = join(folder, 'two-million.nc')
    const { sha256, lengthBytes } = await writeLines(path, 2_000_000)
    expect(lengthBytes).toBeGreaterThan(59_900_000)
    const engine = await buildEngine(folder)
    const memory = watchChildMemory()
    const service = forkedService(engine)
    try {
      expect((await service.connect('virtual:')).ok).toBe(true)
      const source = { kind: 'file', path, offsetBytes: 0, lengthBytes } as const
      const started = await service.start({ ...jobOf(''), source, sha256 })
      expect(started.ok).toBe(true)
      await expect
        .poll(() => service.snapshot().job?.linesAcknowledged ?? 0, { timeout: 30_000 })
        .toBeGreaterThan(100)
      expect(service.snapshot().job?.lineCount).toBe(2_000_002)
      expect((await service.stop()).ok).toBe(true)
    } finally {
      await service.close()
    }
    const peakMb = memory.peakMb()
    if (peakMb === null) context.skip('no /proc on this system to read a peak from')
    expect(peakMb).toBeGreaterThan(60)
    expect(peakMb).toBeLessThan(200)
  }, 120_000)

  test('a program that is cut to its end keeps the queue filled to its last lines', async (context) => {
    onlyVirtual(context, BLIND)
    const rehearsal = await new Rehearsal({ settings: [[10, 3]] }).connect()
    rehearsal.start(circleLines(4000))
    const startedMs = rehearsal.nowMs
    rehearsal.runUntil(() => (rehearsal.engine.snapshot().job?.linesSent ?? 0) >= 4000)
    expect(Math.min(...queuedBlocks(rehearsal, startedMs + 500))).toBeGreaterThanOrEqual(5)
    expect(rehearsal.finish().outcome).toBe('completed')
  })
})
