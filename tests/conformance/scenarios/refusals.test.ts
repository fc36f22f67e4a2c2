import { describe, expect, test } from 'vitest'
import { isHarmless } from '#core/grbl/job/refusals.ts'
import { denseProgram, jobOf } from '../../machine/rehearsal.ts'
import {
  byHand,
  finishJob,
  heardText,
  onStage,
  runProgram,
  untilReady,
  type Stage,
} from '../stage.ts'

/** When words were heard for the first time. */
function saidAt(stage: Stage, words: string): number {
  let said = ''
  for (const { atMs, text } of stage.heard()) {
    said += text
    if (said.includes(words)) return atMs
  }
  return Number.NaN
}

const FEEDS = Array.from({ length: 400 }, () => 'G1 X0.05')

async function runPassing(stage: Stage, lines: readonly string[]) {
  const job = { ...jobOf(lines.join('\n')), refusedLines: 'passOver' as const }
  expect(stage.command({ name: 'start', job })()?.problem).toBeNull()
  return await finishJob(stage)
}

async function expectCleanStop(stage: Stage, code: number): Promise<void> {
  await untilReady(stage)
  expect(heardText(stage)).not.toContain('ALARM')
  const refusedMs = saidAt(stage, `error:${String(code)}`)
  const held = stage.sent().find(({ atMs, text }) => atMs >= refusedMs && text === '!')
  expect((held?.atMs ?? Infinity) - refusedMs).toBeLessThanOrEqual(20)
}

describe('scenario 3, every refused line stops the job', () => {
  test.each([10, 200, 401])(
    'a refused line %i is named, held for within 20 ms, aborted cleanly',
    (place) =>
      onStage({}, async (stage) => {
        const lines = ['G21 G91', 'G1 F1200', ...FEEDS]
        lines.splice(place - 1, 0, 'G1 X0.1 Q5')
        const progress = await runProgram(stage, lines.join('\n'))
        expect(progress.outcome).toBe('fault')
        expect(progress.outcomeSentence).toContain(`line ${String(place)} (G1X0.1Q5)`)
        expect(progress.outcomeSentence).toContain('error 20')
        await expectCleanStop(stage, 20)
      }),
  )

  test('fifty refusals one job after the other leak no room: the next job runs whole', () =>
    onStage({}, async (stage) => {
      const rounds = stage.judge === null ? 5 : 50
      for (let count = 0; count < rounds; count += 1) {
        expect((await runProgram(stage, 'G21\nG0 X0.1 Q1\n')).outcome).toBe('fault')
        await untilReady(stage)
      }
      expect((await runProgram(stage, denseProgram(200))).outcome).toBe('completed')
      expect(stage.snapshot().receiveBuffer.inFlightBytes).toBe(0)
    }))
})

describe('scenario 3, refused lines are passed over', () => {
  test('fifty lines that can do no harm: the job ends, all are counted and listed, no room is lost', () =>
    onStage({}, async (stage) => {
      const lines = ['G21 G91', 'G1 F1200', ...FEEDS]
      for (let count = 0; count < 50; count += 1) lines.splice(2 + count * 8, 0, 'M48')
      const progress = await runPassing(stage, lines)
      expect(progress.outcome).toBe('completed')
      expect(progress.outcomeSentence).toContain('50 lines')
      expect(progress.refusedLineCount).toBe(50)
      expect(progress.linesAcknowledged).toBe(452)
      expect(stage.snapshot().receiveBuffer.inFlightBytes).toBe(0)
      expect(stage.snapshot().receiveBuffer.highWaterBytes).toBeLessThanOrEqual(120)
      if (stage.judge === null) return
      const report = stage.judge.desk.reports.at(-1)
      expect(report?.refusedLineCount).toBe(50)
      expect(report?.refusedLines?.slice(0, 2)).toEqual([
        { sourceLine: 3, text: 'M48', errorCode: 20 },
        { sourceLine: 11, text: 'M48', errorCode: 20 },
      ])
      expect(stage.judge.positionSteps()[0]).toBe(400 * 10)
    }))

  test.each(['G1 X0.1 Q5', 'M48 G91', 'M200', 'G43 H1', 'G2 X1 F300', 'G1 X'])(
    'but %s is none of them: the job stops cleanly',
    (line) =>
      onStage({}, async (stage) => {
        const lines = ['G21 G91', 'G1 F1200', ...FEEDS]
        lines.splice(100, 0, line)
        const progress = await runPassing(stage, lines)
        expect(progress.outcome).toBe('fault')
        expect(progress.outcomeSentence).toContain(`line 101 (${line.replaceAll(' ', '')})`)
        const [, code] = /error:(\d+)/.exec(heardText(stage)) ?? []
        await expectCleanStop(stage, Number(code))
      }),
  )

  test('without the choice even a harmless line stops the job', () =>
    onStage({}, async (stage) => {
      expect((await runProgram(stage, 'G21\nM48\nG4 P0.01\n')).outcome).toBe('fault')
      await untilReady(stage)
    }))

  test('what is harmless is a list, and nothing else is', () => {
    const harmless = ['M7', 'M08', 'M9', 'N10M48', 'G64P0.05', 'G61', 'T2', 'O100', 'G98']
    const harmful = [
      'M3',
      'M6',
      'M10',
      'G64X1',
      'G61.1',
      'G43',
      'G0',
      'F100',
      'S1',
      'X1',
      '',
      '%',
      'M',
    ]
    expect(harmless.filter((line) => !isHarmless(line))).toEqual([])
    expect(harmful.filter(isHarmless)).toEqual([])
  })
})

describe('scenario 28', () => {
  const COUNT = 50_000

  test(
    'a check reads all lines, names the three that are refused, and leaves every offset as it was',
    () =>
      onStage({}, async (stage) => {
        await runProgram(stage, 'G21 G90\nG10 L2 P2 X1 Y2 Z3\nG55\nG43.1 Z2.5\nG92 X7 Y8 Z9\n')
        await untilReady(stage)
        await byHand(stage, { kind: 'readController' })
        const { offsets, modal } = stage.snapshot().manual
        const before = stage.snapshot().machinePosition
        const lines = denseProgram(stage.judge === null ? 2000 : COUNT)
          .replace('G92X60Y50\n', '')
          .split('\n')
        const places = [900, Math.floor(lines.length / 2), lines.length - 100]
        for (const place of places) lines.splice(place, 0, 'G1 X1 Q4')
        const job = { ...jobOf(lines.join('\n')), mode: 'check' as const }
        expect(stage.command({ name: 'start', job })()?.problem).toBeNull()
        const progress = await finishJob(stage, 300_000)
        expect(progress.linesAcknowledged).toBe(progress.lineCount)
        expect(progress.refusedLineCount).toBe(3)
        for (const place of places) {
          expect(progress.outcomeSentence).toContain(`line ${String(place + 1)} (G1X1Q4)`)
        }
        expect(progress.outcomeSentence).toContain('its offsets were set again')
        await untilReady(stage)
        await stage.run(1500)
        await byHand(stage, { kind: 'readController' })
        expect(stage.snapshot().machinePosition).toEqual(before)
        expect(offsets?.toolLengthOffsetMm).toBe(2.5)
        expect(stage.snapshot().manual.offsets).toEqual(offsets)
        expect(modal?.system).toBe('G55')
        expect(stage.snapshot().manual.modal?.system).toBe('G55')
        const cut = await runProgram(stage, 'G21 G91\nG1 X0.5 F900\nG1 X-0.5\n')
        expect(cut.outcome).toBe('completed')
      }),
    120_000,
  )

  test('a check that is stopped gives the offsets back too', () =>
    onStage({}, async (stage) => {
      await runProgram(stage, 'G21 G90 G55\nG92 X7 Y8 Z9\n')
      await untilReady(stage)
      await byHand(stage, { kind: 'readController' })
      const { offsets } = stage.snapshot().manual
      const job = {
        ...jobOf(denseProgram(3000).replace('G92X60Y50\n', '')),
        mode: 'check' as const,
      }
      stage.command({ name: 'start', job })
      await stage.until(() => stage.snapshot().controllerState === 'Check')
      stage.command({ name: 'stop' })
      await finishJob(stage)
      await untilReady(stage)
      await stage.run(1500)
      await byHand(stage, { kind: 'readController' })
      expect(stage.snapshot().manual.offsets).toEqual(offsets)
      expect(stage.snapshot().manual.modal?.system).toBe('G55')
    }))
})
