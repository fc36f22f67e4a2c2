import { describe, expect, test } from 'vitest'
import { onWire } from '../wire.ts'

/** Answers (pushes left out) to a line in a state; nothing for silence. */
const answersOf = (heard: readonly string[]) =>
  heard.filter((line) => line === 'ok' || line.startsWith('error:'))

describe('which lines are taken when (section 1.6)', () => {
  test.each([
    ['G21', ['ok']],
    ['$J=X2F900', ['error:8']],
    ['$$', ['error:8']],
    ['$#', ['error:8']],
    ['$N', ['error:8']],
    ['$I', ['error:8']],
    ['$11=0.02', ['error:8']],
    ['$G', ['ok']],
    ['$C', ['error:8']],
    ['$X', ['ok']],
  ])('in Run, %s: %j', (line, answers) =>
    onWire({}, async (wire) => {
      await wire.say('G21G91\nG1X12F600\n', 300)
      expect(await wire.status()).toContain('<Run|')
      expect(answersOf(await wire.say(`${line}\n`, 300))).toEqual(answers)
    }),
  )

  test.each([
    ['G21', ['error:9']],
    ['$J=G91X1F900', ['ok']],
    ['$#', ['error:8']],
    ['$10=1', ['error:8']],
    ['$G', ['ok']],
    ['$C', ['error:8']],
    ['$X', ['ok']],
  ])('in Jog, %s: %j', (line, answers) =>
    onWire({}, async (wire) => {
      await wire.say('$J=G91X12F600\n', 300)
      expect(await wire.status()).toContain('<Jog|')
      expect(answersOf(await wire.say(`${line}\n`, 300))).toEqual(answers)
    }),
  )

  test.each(['G21', '$J=X1F900', '$$', '$G', '$#', '$X'])(
    'in Hold, %s is not answered before the resume',
    (line) =>
      onWire({}, async (wire) => {
        await wire.say('!', 100)
        expect(await wire.say(`${line}\n`, 400)).toEqual([])
        expect(answersOf(await wire.say('~', 900))).toHaveLength(1)
      }),
  )

  test.each([
    ['G21', ['ok']],
    ['$J=X1F900', ['error:8']],
    ['$$', ['ok']],
    ['$#', ['error:8']],
    ['$G', ['ok']],
  ])('in check mode, %s: %j', (line, answers) =>
    onWire({}, async (wire) => {
      await wire.say('$C\n')
      expect(answersOf(await wire.say(`${line}\n`, 400))).toEqual(answers)
    }),
  )

  test.each([
    ['G21', ['error:9']],
    ['$J=X1F900', ['error:8']],
    ['$$', ['ok']],
    ['$#', ['ok']],
    ['$N0=G54', ['error:8']],
    ['$I', ['ok']],
    ['$G', ['ok']],
    ['$C', ['error:8']],
    ['$X', ['ok']],
  ])('in Alarm, %s: %j', (line, answers) =>
    onWire({}, async (wire) => {
      await wire.say('G21G91\nG1X12F600\n', 300)
      await wire.say([0x18], 900)
      expect(await wire.status()).toContain('<Alarm|')
      expect(answersOf(await wire.say(`${line}\n`, 400))).toEqual(answers)
    }),
  )
})

describe('resets', () => {
  test('in motion raise alarm 3; a line that waited for room is answered before the banner', () =>
    onWire({}, async (wire) => {
      await wire.say('G91\nG1F600\n', 50)
      await wire.say('X0.5\n'.repeat(20), 200)
      const said = await wire.say([0x18], 900)
      expect(said.slice(0, 2)).toEqual(['ALARM:3', 'ok'])
      expect(said[2]).toContain('Grbl')
    }))

  test('from a completed hold keep the position and raise nothing', () =>
    onWire({}, async (wire) => {
      await wire.say('G91\nG1X10F1000\n', 300)
      await wire.say('!', 800)
      expect(await wire.status()).toContain('<Hold:0|')
      const stood = await wire.positionMm()
      const said = await wire.say([0x18], 500)
      expect(said.join(' ')).not.toContain('ALARM')
      expect(await wire.positionMm()).toEqual(stood)
      expect(await wire.status()).toContain('<Idle|')
    }))

  test('sleep is left by a reset only, into Alarm', () =>
    onWire({}, async (wire) => {
      expect(await wire.say('$SLP\n', 200)).toEqual(['ok', '[MSG:Sleeping]'])
      expect(await wire.say('G21\n~', 300)).toEqual([])
      expect(await wire.status()).toContain('<Sleep|')
      await wire.say([0x18], 500)
      expect(await wire.status()).toContain('<Alarm|')
    }))
})
