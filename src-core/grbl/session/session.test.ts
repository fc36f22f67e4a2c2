import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GrblCodeTables } from '../code-tables.ts'
import { prepareProgram } from '../prepare-program.ts'
import { snapshotOf } from './session-snapshot.ts'
import type { Session, SessionEffect, SessionEvent } from './session-types.ts'
import { createSession, reduceSession } from './session.ts'

const TABLES: GrblCodeTables = {
  errors: [{ code: 20, meaning: 'an unknown code', remedy: '' }],
  alarms: [
    { code: 1, meaning: 'Limit', remedy: 'Home.', position: 'lost', resetFirst: true },
    {
      code: 3,
      meaning: 'Reset in motion',
      remedy: 'Home.',
      position: 'suspect',
      resetFirst: false,
    },
  ],
  settings: [],
}

type EventBody<E = SessionEvent> = E extends SessionEvent ? Omit<E, 'atMs'> : never

/** A session and what it asked for, on a clock that moves 10 ms an event. */
class Desk {
  session: Session = createSession(TABLES)
  effects: SessionEffect[] = []
  atMs = 1000

  do(event: EventBody, afterMs = 10): readonly SessionEffect[] {
    this.atMs += afterMs
    const { session, effects } = reduceSession(this.session, { ...event, atMs: this.atMs })
    this.session = session
    this.effects.push(...effects)
    return effects
  }

  hear(...lines: readonly string[]): readonly SessionEffect[] {
    return lines.flatMap((text) => this.do({ kind: 'lineReceived', text }))
  }

  wait(durationMs: number, heard?: string): readonly SessionEffect[] {
    const effects: SessionEffect[] = []
    for (let passed = 0; passed < durationMs; passed += 100) {
      effects.push(...this.do({ kind: 'tick' }, 100))
      if (heard !== undefined) effects.push(...this.hear(heard))
    }
    return effects
  }

  connect(reportInches = 0): this {
    this.do({ kind: 'portOpened', portUri: 'virtual:' })
    this.hear('<Idle|MPos:0.000,0.000,0.000|FS:0,0>', '[VER:1.1h.1:]', 'ok')
    this.hear(`$13=${String(reportInches)}`, 'ok', '<Idle|MPos:0.000,0.000,0.000|FS:0,0>')
    return this
  }

  start(text: string): readonly SessionEffect[] {
    const program = prepareProgram(text, 'test')
    if (!program.ok) throw new Error(program.error.message)
    return this.do({
      kind: 'startRequested',
      program: program.value,
      order: {
        sendId: 's',
        runId: 'r',
        programId: 'p',
        title: 't',
        estimatedSeconds: 60,
        startedAtUtc: '',
        mode: 'cut',
        resume: null,
        refusedLines: 'stop',
        travel: { safeZMm: 10, topMachineZMm: null, spinUpSeconds: 2 },
      },
    })
  }
}

const IDLE = '<Idle|MPos:0.000,0.000,0.000|FS:0,0>'
const LINES = `${Array.from({ length: 40 }, (_, index) => `G1X${String(index)}.000F1000`).join('\n')}\n`

describe('connecting', () => {
  test('asks before it believes, sends no reset, and is ready when the settings are read', () => {
    const desk = new Desk().connect()
    expect(desk.session.state).toBe('ready')
    const bytes = desk.effects.filter((effect) => effect.kind === 'realtime')
    expect(bytes.every(({ byte }) => byte === 0x3f)).toBe(true)
    const lines = desk.effects.filter((effect) => effect.kind === 'systemLine')
    expect(lines.map(({ text }) => text)).toEqual(['$I', '$$'])
  })

  test('believes no position before it knows its unit', () => {
    const desk = new Desk()
    desk.do({ kind: 'portOpened', portUri: 'virtual:' })
    desk.hear('<Idle|MPos:1.0000,0.0000,0.0000|FS:0,0>')
    expect(snapshotOf(desk.session, desk.atMs).machinePosition).toBeNull()
    desk.hear('ok', '$13=1', 'ok', '<Idle|MPos:1.0000,0.0000,0.0000|FS:0,0>')
    expect(snapshotOf(desk.session, desk.atMs).machinePosition?.xMm).toBeCloseTo(25.4, 6)
  })

  test('gives up on a port where nothing answers', () => {
    const desk = new Desk()
    desk.do({ kind: 'portOpened', portUri: 'tcp://127.0.0.1:1' })
    desk.wait(7000)
    expect(desk.session.state).toBe('fault')
    expect(desk.session.fault?.sentence).toContain('tcp://127.0.0.1:1')
  })

  test('sends no line into a hold that it finds', () => {
    const desk = new Desk()
    desk.do({ kind: 'portOpened', portUri: 'virtual:' })
    desk.hear('<Hold:0|MPos:0.000,0.000,0.000|FS:0,0>')
    expect(desk.session.state).toBe('held')
    desk.wait(1000, '<Hold:0|MPos:0.000,0.000,0.000|FS:0,0>')
    expect(desk.effects.filter((effect) => effect.kind === 'systemLine')).toEqual([])
  })
})

test('a hold pressed while it still asks what it is connected to sends no line, and asks again', () => {
  const desk = new Desk()
  desk.do({ kind: 'portOpened', portUri: 'virtual:' })
  desk.hear(IDLE)
  desk.do({ kind: 'holdRequested' })
  expect(desk.hear('ok', '<Hold:0|MPos:0.000,0.000,0.000|FS:0,0>')).toEqual([])
  desk.do({ kind: 'resumeRequested' })
  desk.hear(IDLE, IDLE, 'ok', '$13=0', 'ok', IDLE)
  expect(desk.session.state).toBe('ready')
})

describe('positions', () => {
  test('work is machine less offset, and the offset is forgotten at a banner', () => {
    const desk = new Desk().connect()
    desk.hear('<Idle|MPos:5.000,6.000,7.000|FS:0,0|WCO:1.000,2.000,3.000>')
    desk.hear('<Idle|MPos:6.000,6.000,7.000|FS:0,0>')
    expect(snapshotOf(desk.session, desk.atMs).workPosition).toEqual({ xMm: 5, yMm: 4, zMm: 4 })
    desk.hear("Grbl 1.1h ['$' for help]")
    expect(snapshotOf(desk.session, desk.atMs).workPosition).toBeNull()
  })

  test('the spindle is off when overrides come without accessories', () => {
    const desk = new Desk().connect()
    desk.hear('<Run|MPos:0.000,0.000,0.000|FS:0,0|Ov:100,100,100|A:S>')
    expect(desk.session.controller.spindleOn).toBe(true)
    desk.hear('<Run|MPos:0.000,0.000,0.000|FS:0,0>')
    expect(desk.session.controller.spindleOn).toBe(true)
    desk.hear('<Run|MPos:0.000,0.000,0.000|FS:0,0|Ov:100,100,100>')
    expect(desk.session.controller.spindleOn).toBe(false)
  })
})

describe('streaming', () => {
  test('fills the window at once and then one line for each answer', () => {
    const desk = new Desk().connect()
    const first = desk.start(LINES)
    const sent = first.find((effect) => effect.kind === 'programLines')
    expect(sent?.first).toBe(0)
    expect(desk.session.window.inFlightBytes).toBeGreaterThan(120 - 16)
    const next = desk.hear('ok').find((effect) => effect.kind === 'programLines')
    expect(next).toEqual({ kind: 'programLines', first: sent?.end, end: (sent?.end ?? 0) + 1 })
  })

  test('a resume, a hold or a report never makes room in the window', () => {
    const desk = new Desk().connect()
    desk.start(LINES)
    const { window } = desk.session
    desk.do({ kind: 'holdRequested' })
    desk.hear('<Hold:0|MPos:0.000,0.000,0.000|FS:0,0>')
    desk.do({ kind: 'resumeRequested' })
    desk.hear('<Run|MPos:0.000,0.000,0.000|FS:0,0>')
    expect(desk.session.state).toBe('streaming')
    expect(desk.session.window).toEqual(window)
  })

  test('an Idle report that was under way when the last line was answered ends nothing', () => {
    const desk = new Desk().connect()
    desk.start('G1X1F100\n')
    // the line, the proof of answers behind the last line, the closing dwell
    desk.hear('ok', '[GC:G1 G54 G17 G21 G90 G94 M5 M9 T0 F100 S0]', 'ok', 'ok', IDLE)
    expect(desk.session.state).toBe('draining')
    desk.wait(400, IDLE)
    expect(desk.session.state).toBe('ready')
    expect(desk.session.job?.outcome).toBe('completed')
  })

  test('the time left follows the feed override', () => {
    const desk = new Desk().connect()
    desk.start('G1X1F100\nG1X2\nG1X3\nG1X4\n')
    desk.hear('ok')
    expect(snapshotOf(desk.session, desk.atMs).job?.secondsLeft).toBeCloseTo(45, 9)
    desk.hear('<Run|MPos:0.000,0.000,0.000|FS:0,0|Ov:50,100,100>')
    expect(snapshotOf(desk.session, desk.atMs).job?.secondsLeft).toBeCloseTo(90, 9)
  })

  test('our own pause is not the silence of the controller', () => {
    const desk = new Desk().connect()
    desk.start(LINES)
    desk.do({ kind: 'tick' }, 20)
    desk.do({ kind: 'tick' }, 30_000)
    expect(desk.session.state).toBe('streaming')
  })

  test('a dwell in flight is no lost answer, and a lost answer behind it is found', () => {
    const desk = new Desk().connect()
    desk.start('G4P3\n')
    desk.wait(4000, IDLE)
    expect(desk.session.state).not.toBe('fault')
    desk.wait(2500, IDLE)
    expect(desk.session.state).toBe('fault')
    expect(desk.session.fault?.sentence).toContain('line 1 (G4P3)')
  })
})

describe('stopping', () => {
  test('resets only after the stand was reported twice', () => {
    const desk = new Desk().connect()
    desk.start(LINES)
    desk.do({ kind: 'stopRequested', by: 'operator' })
    const isReset = (effect: SessionEffect) => effect.kind === 'realtime' && effect.byte === 0x18
    expect(desk.wait(1500, '<Hold:1|MPos:0.000,0.000,0.000|FS:900,0>').some(isReset)).toBe(false)
    expect(desk.hear('<Hold:0|MPos:0.000,0.000,0.000|FS:0,0>').some(isReset)).toBe(false)
    expect(desk.hear('<Hold:0|MPos:0.000,0.000,0.000|FS:0,0>').some(isReset)).toBe(true)
    expect(desk.session.state).toBe('resetWait')
    const { acknowledgedLines } = desk.session.job ?? { acknowledgedLines: -1 }
    desk.hear('ok', 'ok', 'error:9')
    expect(desk.session.job?.acknowledgedLines).toBe(acknowledgedLines)
    desk.hear("Grbl 1.1h ['$' for help]", IDLE)
    expect(desk.session.state).toBe('ready')
    expect(desk.session.job?.outcome).toBe('stopped')
    expect(desk.session.window.lines).toEqual([])
  })

  test('a machine that will not hold is reset all the same', () => {
    const desk = new Desk().connect()
    desk.start(LINES)
    desk.do({ kind: 'stopRequested', by: 'operator' })
    desk.wait(3500, '<Run|MPos:0.000,0.000,0.000|FS:900,0>')
    expect(desk.session.state).toBe('resetWait')
    expect(
      desk.effects.filter((e) => e.kind === 'realtime' && e.byte === 0x21).length,
    ).toBeGreaterThan(2)
    desk.hear('ALARM:3', "Grbl 1.1h ['$' for help]", '<Alarm|MPos:0.000,0.000,0.000|FS:0,0>')
    expect(desk.session.state).toBe('alarm')
    expect(desk.session.job?.outcomeSentence).toContain('still moving')
  })
})

describe('whatever arrives in whatever order', () => {
  const heard = fc.constantFrom(
    'ok',
    'error:20',
    'ALARM:1',
    'ALARM:3',
    IDLE,
    '<Run|MPos:1.000,0.000,0.000|FS:100,0>',
    '<Hold:0|MPos:1.000,0.000,0.000|FS:0,0>',
    '<Hold:1|MPos:1.000,0.000,0.000|FS:50,0>',
    '<Alarm|MPos:1.000,0.000,0.000|FS:0,0>',
    '<Door:0|MPos:1.000,0.000,0.000|FS:0,0>',
    "Grbl 1.1h ['$' for help]",
    'o',
    '$13=0',
  )
  const event = fc.oneof(
    { weight: 6, arbitrary: heard.map((text): EventBody => ({ kind: 'lineReceived', text })) },
    { weight: 3, arbitrary: fc.constant<EventBody>({ kind: 'tick' }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom<EventBody>(
        { kind: 'holdRequested' },
        { kind: 'resumeRequested' },
        { kind: 'stopRequested', by: 'operator' },
        { kind: 'unlockRequested', reason: 'freed by hand' },
        { kind: 'homeRequested' },
        { kind: 'disconnectRequested' },
        { kind: 'portClosed', reason: 'pulled' },
        { kind: 'portOpened', portUri: 'virtual:' },
      ),
    },
    { weight: 1, arbitrary: fc.constant<'start'>('start') },
  )

  const SILENT_STATES = ['held', 'holding', 'aborting', 'fault', 'disconnected']

  test('no promise is broken, no line goes into a hold, every job ends exactly once', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 120 }), (events) => {
        const desk = new Desk().connect()
        let started = 0
        let finished = 0
        for (const happened of events) {
          const effects = happened === 'start' ? desk.start(LINES) : desk.do(happened, 120)
          if (happened === 'start' && !effects.some((e) => e.kind === 'refused')) started += 1
          finished += effects.filter((e) => e.kind === 'jobFinished').length
          const lines = effects.filter((e) => e.kind === 'programLines' || e.kind === 'systemLine')
          if (lines.length > 0) expect(SILENT_STATES).not.toContain(desk.session.state)
        }
        const running = desk.session.job !== null && desk.session.job.outcome === null
        expect(finished + (running ? 1 : 0)).toBe(started)
      }),
      { numRuns: 300 },
    )
  })
})
