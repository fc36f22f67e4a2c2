import { describe, expect, test } from 'vitest'
import { byHand, judgeOn, onStage, runProgram, untilReady } from '../stage.ts'

describe('scenario 7', () => {
  test('EEPROM writers inside a program, at rest and in motion: nothing is lost, read-back equal', () =>
    onStage({}, async (stage) => {
      const moves = Array.from({ length: 12 }, (_, index) => `G1 X${String(1 + (index % 2))}`)
      const text = [
        'G21 G90',
        'G1 X2 F900',
        ...moves,
        'G10 L20 P2 X1 Y1',
        ...moves,
        'G28.1',
        'G1 X1',
        'G4 P0.1',
        'G10 L2 P3 X5 Y6 Z-7',
        ...moves,
        'G1 X0',
      ]
      const progress = await runProgram(stage, text.join('\n'))
      expect(progress.outcome).toBe('completed')
      expect(progress.linesAcknowledged).toBe(text.length)
      await untilReady(stage)
      await byHand(stage, { kind: 'readController' })
      const { offsets } = stage.snapshot().manual
      expect(offsets?.systems.G56).toEqual({ xMm: 5, yMm: 6, zMm: -7 })
      if (stage.judge === null) return
      expect(judgeOn(stage).programLines()).toEqual(text.map((line) => line.replace(/ /g, '')))
      expect(judgeOn(stage).receiveDroppedBytes()).toBe(0)
    }))
})
