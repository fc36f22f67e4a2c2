import { describe, expect, test } from 'vitest'
import { checkLine, type LineContext } from '#core/grbl/console/check-line.ts'
import { CONSOLE_CAPACITY } from '#core/grbl/console/console-entry.ts'
import { ConsoleLog } from '../../../src-main/machine/console-log.ts'
import { ConsoleRecorder } from '../../../src-main/machine/console-recorder.ts'
import { GRBL_CODES } from '../../../src-main/machine/grbl-codes.ts'
import { handDesk } from './hand-desk.ts'

const CONTEXT: LineContext = { modal: null, facts: null, tables: GRBL_CODES }
const send = (text: string) => ({ kind: 'sendLine', text, startsMotionAgreed: true }) as const

describe('a line is judged before it is sent', () => {
  test.each([
    ['G1 X10', 'error 22'],
    ['G64', 'error 20'],
    ['$H', 'not sent from here'],
    ['$100=5', 'not sent from here'],
    ['$RST=*', 'not sent from here'],
    ['G0 X1 !', 'act on at once'],
    ['(Äußere) G0', 'act on at once'],
    ['  ; only a comment', 'empty'],
    ['/G0 X1', 'block delete'],
    ['M6 T2', 'M6'],
  ])('%s is refused', (line, why) => {
    const verdict = checkLine(line, CONTEXT)
    expect(verdict.kind).toBe('refused')
    expect(verdict.kind === 'refused' ? verdict.sentence : '').toContain(why)
  })

  test('what is sent is stripped, and what starts a motion is known', () => {
    expect(checkLine('g0 x10 (to the clamp)', CONTEXT)).toEqual({
      kind: 'send',
      text: 'G0X10',
      startsMotion: true,
      writesMemory: false,
    })
    expect(checkLine('G10 L20 P1 X0', CONTEXT)).toMatchObject({
      startsMotion: false,
      writesMemory: true,
    })
    expect(checkLine('M3 S1000', CONTEXT)).toMatchObject({ startsMotion: true })
    expect(checkLine('$#', CONTEXT)).toMatchObject({ kind: 'send', startsMotion: false })
  })
})

test('a typed line goes out alone, its answer is awaited, and the modes are read anew', async () => {
  const desk = await handDesk()
  expect(desk.perform(send('G20')).problem).toBeNull()
  desk.settle()
  expect(desk.manual.modal?.units).toBe('G20')
  expect(desk.manual.lastProcedure).toMatchObject({ kind: 'line', ended: 'done' })
})

test('a line that starts a motion wants to be agreed to, and none goes out in a hold', async () => {
  const desk = await handDesk()
  const unasked = desk.perform({ kind: 'sendLine', text: 'G0X10', startsMotionAgreed: false })
  expect(unasked.problem?.message).toContain('starts a motion')
  desk.start('G21G90\nG1X100F500\nM2\n')
  desk.run(1500)
  desk.command({ name: 'hold' })
  desk.runUntil(() => desk.state === 'held')
  const mark = desk.mark
  expect(desk.perform(send('$G')).problem?.kind).toBe('busy')
  desk.run(500)
  expect(desk.since(mark)).toEqual([])
})

test('the console tells lines, answers with their meaning, and state changes, in small batches', () => {
  const recorder = new ConsoleRecorder(GRBL_CODES)
  recorder.sentLine('G1X1', true, 0)
  recorder.received('error:22', false, 5)
  recorder.received('<Idle|MPos:0.000,0.000,0.000>', false, 10)
  recorder.received('<Idle|MPos:0.000,0.000,0.000>', false, 15)
  recorder.sentByte(0x3f, 16)
  recorder.sentByte(0x21, 17)
  const batch = recorder.due(60)
  expect(batch?.map(({ source, text }) => [source, text])).toEqual([
    ['person', 'G1X1'],
    ['answer', 'error:22'],
    ['report', '<Idle|MPos:0.000,0.000,0.000>'],
    ['realtime', 'feed hold'],
  ])
  expect(batch?.[1]?.explanation).toContain('no feed rate')
  for (let index = 0; index < 1000; index += 1) recorder.received('[MSG:x]', false, 61)
  expect(recorder.due(80)).toBeNull()
  expect(recorder.due(110)).toHaveLength(201)
})

test('the log keeps the last 5,000 entries and gives what is new', () => {
  const log = new ConsoleLog(() => 1_000_000)
  const entry = { atMs: 0, source: 'message', text: 'x', explanation: null } as const
  for (let index = 0; index < 12_000; index += 1) log.add([entry], 250)
  expect(log.after(0)).toHaveLength(CONSOLE_CAPACITY)
  expect(log.after(11_998).map(({ sequence }) => sequence)).toEqual([11_999, 12_000])
  expect(log.after(0)[0]?.atUtcMs).toBe(999_750)
})
