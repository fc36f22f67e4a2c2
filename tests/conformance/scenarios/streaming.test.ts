import { describe, expect, test } from 'vitest'
import { denseProgram, WANDERING_PROGRAM } from '../../machine/rehearsal.ts'
import { profileNamed } from '../../../src-main/machine/virtual/profile.ts'
import { onlyVirtual } from '../metal.ts'
import {
  chances,
  finishJob,
  heardText,
  judgeOn,
  linesSent,
  onStage,
  runProgram,
  type Stage,
} from '../stage.ts'

const BLIND = 'needs to see what the controller received and which steps it took'

/** Lines of the program as they must arrive. */
function stripped(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) =>
      line
        .replace(/\(.*?\)|;.*$/g, '')
        .replace(/\s/g, '')
        .toUpperCase(),
    )
    .filter((line) => line !== '' && line !== '%')
}

describe('scenario 1', () => {
  test('many short lines at F6000: ring at most 120 bytes, all in order, 98 % of the link, exact end', () =>
    onStage({}, async (stage) => {
      const text = denseProgram(4000).replace('F3000', 'F6000')
      const fromMs = stage.nowMs()
      const progress = await runProgram(stage, text, 60_000)
      expect(progress.outcome).toBe('completed')
      const seconds = (stage.nowMs() - fromMs) / 1000
      expect(4000 / seconds).toBeGreaterThan(500)
      if (stage.judge === null) return
      const judge = judgeOn(stage)
      expect(judge.receiveHighWaterBytes()).toBeLessThanOrEqual(120)
      expect(judge.receiveDroppedBytes()).toBe(0)
      expect(judge.programLines()).toEqual(stripped(text))
      const angle = 4000 * 0.0015
      const ended = [50 + 10 * Math.cos(angle), 50 + 10 * Math.sin(angle)]
      // The program begins with G92 X60 Y50: the work zero lies there.
      const expected = [(ended[0] ?? 0) - 60, (ended[1] ?? 0) - 50].map(
        (mm) => Math.round(mm * 1e3) / 1e3,
      )
      expect(judge.positionSteps().slice(0, 2)).toEqual(expected.map((mm) => Math.round(mm * 200)))
    }))
})

describe('the receive ring of each controller', () => {
  test.for([
    ['grbl', 100, 120],
    ['grblhal', 900, 1016],
    ['fluidnc', 100, 120],
  ] as const)(
    '%s: between %i and %i bytes on the way, none lost',
    ([name, least, most], context) => {
      onlyVirtual(context, 'needs a profile of the virtual controller')
      const profile = profileNamed(name)
      if (profile === null) throw new Error(`no profile ${name}`)
      return onStage({ profile }, async (stage) => {
        const text = denseProgram(1500)
        expect((await runProgram(stage, text)).outcome).toBe('completed')
        const judge = judgeOn(stage)
        expect(judge.receiveDroppedBytes()).toBe(0)
        expect(judge.programLines()).toEqual(stripped(text))
        const { highWaterBytes, budgetBytes } = stage.snapshot().receiveBuffer
        expect(budgetBytes).toBe(most)
        expect(highWaterBytes).toBeGreaterThan(least)
        expect(highWaterBytes).toBeLessThanOrEqual(most)
        expect(judge.receiveHighWaterBytes()).toBeLessThanOrEqual(most)
      })
    },
  )

  test('a size that a wrong bit has made is not believed', (context) => {
    onlyVirtual(context, 'needs faults that only the virtual controller can be given')
    const tamper = damaged('[OPT:V,15,128]', '[OPT:V,15,528]')
    return onStage({ tamper }, async (stage) => {
      expect(stage.snapshot().manual.facts?.receiveBytes).toBe(528)
      expect((await runProgram(stage, denseProgram(300))).outcome).toBe('completed')
      expect(judgeOn(stage).receiveHighWaterBytes()).toBeLessThanOrEqual(120)
    })
  })
})

/** Changes one line of the controller on its way; bytes come one at a time. */
function damaged(line: string, into: string): (text: string) => string {
  let said = ''
  return (text) => {
    said = `${said}${text}`.slice(-line.length)
    const at = into.split('').findIndex((character, index) => character !== line[index])
    return said.endsWith(line.slice(0, at + 1)) ? (into[at] ?? '') : text
  }
}

describe('scenario 2', () => {
  test('two hundred pauses and resumes: no overflow, the very program arrives', () =>
    onStage({}, async (stage) => {
      const text = denseProgram(1500)
      const chance = chances(22)
      stage.start(text)
      const rounds = stage.judge === null ? 10 : 200
      for (let count = 0; count < rounds && stage.finished().length === 0; count += 1) {
        await stage.run(2 + chance() * 8)
        stage.command({ name: 'hold' })
        await stage.until(() => stage.snapshot().engineState === 'held' || ended(stage))
        stage.command({ name: 'resume' })
        await stage.until(() => stage.snapshot().engineState !== 'held')
      }
      if (!ended(stage)) await finishJob(stage)
      expect(stage.finished().at(-1)?.outcome).toBe('completed')
      expect(programBytesSent(stage)).toBe(`${stripped(text).join('\n')}\n`)
      if (stage.judge === null) return
      expect(judgeOn(stage).receiveDroppedBytes()).toBe(0)
      expect(judgeOn(stage).programLines()).toEqual(stripped(text))
    }))
})

/** Every byte of the program as it went over the wire, what the engine says on its own left out. */
function programBytesSent(stage: Stage): string {
  return linesSent(stage, Number.NEGATIVE_INFINITY)
    .join('')
    .replaceAll(/^(\$[I$G#]|G4P0\.01)\n/gm, '')
}

const ended = (stage: Stage) => stage.finished().length > 0

/** Anything the firmware would take out of the stream, a status query excepted. */
function hasRealtimeByte(text: string): boolean {
  return Array.from(Buffer.from(text, 'latin1')).some(
    (byte) => byte > 0x7d || byte === 0x21 || byte === 0x18,
  )
}

describe('scenario 4', () => {
  const NASTY = 'Ä Ö – ’ 加工 ! ? ~ \u00a0'
  const program = `(${NASTY})\nG21 G91 (Öffnung!)\nG1 X1 F900 ; Übergang ~ ?\nG1 X-1\n`

  test.each([
    ['UTF-8', program],
    ['CP-1252 read as Latin-1', Buffer.from(program, 'utf8').toString('latin1')],
    ['UTF-16 with its mark', `\ufeff${program}`],
  ])('comments in %s: no realtime byte reaches the firmware', (_name, text) =>
    onStage({}, async (stage) => {
      const mark = stage.nowMs()
      expect((await runProgram(stage, text)).outcome).toBe('completed')
      const sent = stage.sent().filter(({ atMs }) => atMs > mark)
      expect(sent.filter(({ text: bytes }) => hasRealtimeByte(bytes))).toEqual([])
      expect(heardText(stage)).not.toMatch(/Hold|Door|Ov:(?!100,100,100)/)
    }),
  )

  test('bytes beyond ASCII outside a comment are refused at load, with their line', () =>
    onStage({}, async (stage) => {
      const answer = stage.start('G21\nG1 X1 Ä F100\n')
      expect(answer.problem?.message).toContain('line 2')
      await stage.run(50)
    }))
})

describe('scenario 5', () => {
  test.each([
    ['CRLF', 'G21 G91\r\nG1 X0.5 F900\r\n\r\nG1 X-0.5\r\n'],
    ['CR only', 'G21 G91\rG1 X0.5 F900\r\rG1 X-0.5\r'],
    ['mixed, no end of line at the end', 'G21 G91\r\nG1 X0.5 F900\n\rG1 X-0.5'],
    ['a byte order mark and blank lines', '\ufeff\n\nG21 G91\n \n\t\nG1 X0.5 F900\nG1 X-0.5\n\n'],
  ])('%s: one answer for each line sent', (_name, text) =>
    onStage({}, async (stage) => {
      const progress = await runProgram(stage, text)
      expect(progress.outcome).toBe('completed')
      expect(progress.linesAcknowledged).toBe(progress.lineCount)
      if (stage.judge !== null) {
        expect(judgeOn(stage).programLines()).toEqual(['G21G91', 'G1X0.5F900', 'G1X-0.5'])
      }
    }),
  )
})

describe('scenario 6', () => {
  test('79 characters are sent, 80 and 300 refused at load with their line, a long comment stripped', () =>
    onStage({}, async (stage) => {
      const long = (length: number) => `G1X0.${'0'.repeat(length - 10)}F0900`
      expect(long(79)).toHaveLength(79)
      const fits = `G21G91\n${long(79)} (${'c'.repeat(1000)})\n`
      expect((await runProgram(stage, fits)).outcome).toBe('completed')
      for (const length of [80, 300]) {
        const refused = stage.start(`G21\nG91\n${long(length)}\n`)
        expect(refused.problem?.message).toContain('line 3')
        await stage.run(20)
      }
    }))
})

describe('scenario 9', () => {
  test('twenty holds at random places, in arcs, dwells and spindle starts: the same path', (context) => {
    onlyVirtual(context, BLIND)
    return onStage({}, async (plain) => {
      await runProgram(plain, WANDERING_PROGRAM)
      await onStage({}, async (held) => {
        const chance = chances(2026)
        held.start(WANDERING_PROGRAM)
        for (let count = 0; count < 20 && !ended(held); count += 1) {
          await held.run(40 + chance() * 500)
          if (ended(held)) break
          held.command({ name: 'hold' })
          await held.until(() => held.snapshot().engineState === 'held' || ended(held))
          await held.run(chance() * 300)
          held.command({ name: 'resume' })
          await held.until(() => held.snapshot().engineState !== 'held' || ended(held))
        }
        if (!ended(held)) await finishJob(held)
        expect(held.finished().at(-1)?.outcome).toBe('completed')
        expect(judgeOn(held).programLines()).toEqual(judgeOn(plain).programLines())
        expect(judgeOn(held).positionSteps()).toEqual(judgeOn(plain).positionSteps())
        expect(judgeOn(held).takenSteps()).toEqual(judgeOn(plain).takenSteps())
      })
    })
  })
})
