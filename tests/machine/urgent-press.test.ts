import { describe, expect, test } from 'vitest'
import type { UrgentCommand } from '#core/contract/urgent-press.ts'
import type { ManualRequest } from '#core/grbl/manual/manual-request.ts'
import { denseProgram, Rehearsal } from './rehearsal.ts'

const HOLD: UrgentCommand = { name: 'hold' }
const JOG_HOLD: ManualRequest = {
  kind: 'jogHold',
  jogId: 'jog-0001',
  feedMmPerMin: 500,
  direction: { x: 1, y: 0, z: 0 },
}
const STOP: UrgentCommand = { name: 'stop' }

/** A job that runs for minutes. */
async function running(): Promise<Rehearsal> {
  const rehearsal = await new Rehearsal().connect()
  expect(rehearsal.start(denseProgram(4000)).problem).toBeNull()
  rehearsal.run(500)
  return rehearsal
}

function sent(rehearsal: Rehearsal, byte: string): number {
  return rehearsal.toController.filter(({ text }) => text === byte).length
}

/** Main is heard twice a second, as its heartbeats are. */
function runWithMain(rehearsal: Rehearsal, durationMs: number): void {
  for (let passedMs = 0; passedMs < durationMs; passedMs += 500) {
    rehearsal.engine.mainHeard()
    rehearsal.run(500)
  }
  rehearsal.engine.mainHeard()
}

describe('a press that comes by both ways', () => {
  test('is one hold, whichever copy comes first', async () => {
    for (const first of ['direct', 'main']) {
      const rehearsal = await running()
      const copies = [
        () => rehearsal.engine.press({ pressId: 'press-0001', command: HOLD }),
        () => rehearsal.command({ name: 'hold', pressId: 'press-0001' })()?.problem ?? null,
      ]
      if (first === 'main') copies.reverse()
      expect(copies[0]?.()).toBeNull()
      expect(sent(rehearsal, '!')).toBe(1)
      rehearsal.runUntil(() => rehearsal.state === 'held')
      expect(copies[1]?.()).toBeNull()
      expect(sent(rehearsal, '!')).toBe(1)
    }
  })

  test('is one stop and one reset', async () => {
    const rehearsal = await running()
    rehearsal.engine.press({ pressId: 'press-0001', command: STOP })
    rehearsal.finish()
    rehearsal.runUntil(() => rehearsal.state === 'ready')
    expect(rehearsal.command({ name: 'stop', pressId: 'press-0001' })()?.problem).toBeNull()
    rehearsal.run(3000)
    expect(sent(rehearsal, '\u0018')).toBe(1)
    expect(rehearsal.finished.map(({ outcome }) => outcome)).toEqual(['stopped'])
  })

  test('that was refused is refused in the same words by the other way', () => {
    const rehearsal = new Rehearsal()
    const refused = rehearsal.engine.press({ pressId: 'press-0001', command: HOLD })
    expect(refused?.message).toBe('There is no connection to send a hold over.')
    const copy = rehearsal.command({ name: 'hold', pressId: 'press-0001' })
    expect(copy()?.problem).toEqual(refused)
  })

  test('two presses are two, and a call without an id is always carried out', async () => {
    const rehearsal = await running()
    rehearsal.engine.press({ pressId: 'press-0001', command: HOLD })
    rehearsal.engine.press({ pressId: 'press-0002', command: HOLD })
    rehearsal.command({ name: 'hold' })
    rehearsal.command({ name: 'hold' })
    expect(sent(rehearsal, '!')).toBe(4)
  })
})

describe('when main hung', () => {
  test('the late copy of a hold does nothing after the job was resumed', async () => {
    const rehearsal = await running()
    rehearsal.engine.press({ pressId: 'press-0001', command: HOLD })
    rehearsal.runUntil(() => rehearsal.state === 'held')
    // The screen that pressed is gone; another one resumes, long after main is back.
    runWithMain(rehearsal, 4000)
    expect(rehearsal.command({ name: 'resume' })()?.problem).toBeNull()
    rehearsal.runUntil(() => rehearsal.state === 'streaming')
    expect(rehearsal.command({ name: 'hold', pressId: 'press-0001' })()?.problem).toBeNull()
    rehearsal.run(1000)
    expect(rehearsal.state).toBe('streaming')
    expect(sent(rehearsal, '!')).toBe(1)
  })

  test('a resume that was clicked before the hold and arrives behind it resumes nothing', async () => {
    const rehearsal = await running()
    rehearsal.command({ name: 'hold', pressId: 'press-0000' })
    rehearsal.runUntil(() => rehearsal.state === 'held')
    // Main hangs: Resume waits in it, then the person thinks better of it.
    rehearsal.run(1500)
    rehearsal.engine.press({ pressId: 'press-0001', command: HOLD })
    rehearsal.run(500)
    rehearsal.engine.mainHeard()
    const late = rehearsal.command({ name: 'resume' })()
    expect(late?.problem?.message).toMatch(/was pressed while this command was on its way/)
    expect(rehearsal.state).toBe('held')
    expect(sent(rehearsal, '~')).toBe(0)
    // Behind the copy everything is younger than the press.
    rehearsal.command({ name: 'hold', pressId: 'press-0001' })
    expect(rehearsal.command({ name: 'resume' })()?.problem).toBeNull()
    rehearsal.runUntil(() => rehearsal.state === 'streaming')
  })

  test('whatever sets something moving waits for the copy; what stops or reads never does', async () => {
    const rehearsal = await new Rehearsal().connect()
    rehearsal.engine.press({ pressId: 'press-0001', command: STOP })
    rehearsal.runUntil(() => rehearsal.state === 'ready')
    const jog = { kind: 'jogStep', by: { xMm: 5 }, feedMmPerMin: 1000 } as const
    const held = [
      rehearsal.command({ name: 'manual', request: jog })(),
      rehearsal.command({ name: 'manual', request: JOG_HOLD })(),
      rehearsal.command({ name: 'home' })(),
      rehearsal.start(denseProgram(10)),
    ]
    for (const answer of held) expect(answer?.problem?.kind).toBe('busy')
    const release = { kind: 'jogRelease', jogId: 'jog-0001' } as const
    expect(rehearsal.command({ name: 'manual', request: release })()?.problem).toBeNull()
    rehearsal.command({ name: 'stop', pressId: 'press-0001' })
    expect(rehearsal.command({ name: 'manual', request: jog })()?.problem).toBeNull()
  })

  test('a copy that never comes is waited for until main has been heard for three seconds', async () => {
    const rehearsal = await running()
    rehearsal.engine.press({ pressId: 'press-0001', command: HOLD })
    const resumeIsRefused = () => rehearsal.command({ name: 'resume' })()?.problem !== null
    // A main that hangs is no main that was heard.
    rehearsal.run(3500)
    expect(resumeIsRefused()).toBe(true)
    runWithMain(rehearsal, 2500)
    expect(resumeIsRefused()).toBe(true)
    runWithMain(rehearsal, 1000)
    expect(resumeIsRefused()).toBe(false)
  })
})

describe('the end of a jog', () => {
  test('comes straight, and no refresh that main still had sets it going again', async () => {
    const rehearsal = await new Rehearsal().connect()
    rehearsal.command({ name: 'manual', request: JOG_HOLD })
    rehearsal.run(150)
    const command = { name: 'jogRelease', jogId: 'jog-0001' } as const
    expect(rehearsal.engine.press({ pressId: 'press-0001', command })).toBeNull()
    expect(sent(rehearsal, '\u0085')).toBe(1)
    rehearsal.runUntil(() => rehearsal.engine.snapshot().manual.jog === null)
    const jogs = () =>
      rehearsal.controller.record().receivedLines.filter((line) => line.startsWith('$J'))
    const before = jogs()
    rehearsal.command({ name: 'manual', request: JOG_HOLD })
    rehearsal.run(500)
    expect(jogs()).toEqual(before)
  })

  test('of another id ends nothing', async () => {
    const rehearsal = await new Rehearsal().connect()
    rehearsal.command({ name: 'manual', request: JOG_HOLD })
    rehearsal.run(100)
    const command = { name: 'jogRelease', jogId: 'jog-0002' } as const
    rehearsal.engine.press({ pressId: 'press-0001', command })
    expect(sent(rehearsal, '\u0085')).toBe(0)
  })
})
