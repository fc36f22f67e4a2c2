import { describe, expect, test } from 'vitest'
import { handDesk, homedDesk } from './hand-desk.ts'

describe.each([
  ['G21', 0],
  ['G20', 0],
  ['G21', 1],
  ['G20', 1],
])('zero under %s, reports in inches: %i', (units, inches) => {
  test('is written by G10 L20, read back and kept across a reset', async () => {
    const desk = await handDesk({ settings: [[13, inches]] })
    desk.start(`${units}\nM2\n`)
    desk.finish()
    desk.settle()
    desk.perform({ kind: 'jogStep', by: { xMm: 12.7, yMm: 25.4, zMm: -3 }, feedMmPerMin: 1500 })
    desk.settle()
    const mark = desk.mark
    const answer = desk.perform({
      kind: 'setWorkPosition',
      system: 'active',
      position: { xMm: 0, yMm: 10 },
    })
    expect(answer.problem).toBeNull()
    expect(desk.manual.lastProcedure?.ended).toBe('done')
    expect(desk.since(mark).some((line) => line.startsWith('G10L20P1X0Y'))).toBe(true)
    expect(desk.since(mark).some((line) => line.startsWith('G92'))).toBe(false)
    desk.run(3000)
    const { workPosition } = desk.engine.snapshot()
    expect(workPosition?.xMm).toBeCloseTo(0, 2)
    expect(workPosition?.yMm).toBeCloseTo(10, 2)
    expect(desk.manual.modal?.units).toBe(units)
  })
})

test('halving puts zero in the middle', async () => {
  const desk = await handDesk()
  desk.perform({ kind: 'jogStep', by: { xMm: 40 }, feedMmPerMin: 3000 })
  desk.settle()
  expect(desk.perform({ kind: 'halveWorkPosition', axes: ['x'] }).problem).toBeNull()
  desk.run(3000)
  expect(desk.engine.snapshot().workPosition?.xMm).toBeCloseTo(20, 3)
})

test('going somewhere raises Z first, whatever was asked, and needs no mode', async () => {
  const desk = await homedDesk()
  desk.perform({ kind: 'jogStep', by: { zMm: -40 }, feedMmPerMin: 1500 })
  desk.settle()
  const mark = desk.mark
  const answer = desk.perform({
    kind: 'goTo',
    coordinates: 'machine',
    target: { xMm: -100, yMm: -50, zMm: -30 },
    safeZMm: null,
    rate: 'rapid',
  })
  expect(answer.problem).toBeNull()
  const moves = desk.since(mark).filter((line) => line.startsWith('$J='))
  expect(moves.map((line) => line.replace(/F.*/, ''))).toEqual([
    '$J=G53G90G21Z-1',
    '$J=G53G90G21X-100Y-50',
    '$J=G53G90G21Z-30',
  ])
  expect(desk.engine.snapshot().machinePosition).toEqual({ xMm: -100, yMm: -50, zMm: -30 })
})

test('without homing a way aside wants a safe height, and is refused without one', async () => {
  const desk = await handDesk()
  const goTo = { kind: 'goTo', coordinates: 'work', target: { xMm: 5 }, rate: 'rapid' } as const
  const refused = desk.perform({ ...goTo, safeZMm: null })
  expect(refused.problem?.message).toContain('not homed')
  expect(desk.perform({ ...goTo, safeZMm: 10 }).problem).toBeNull()
  expect(desk.engine.snapshot().workPosition).toMatchObject({ xMm: 5, zMm: 10 })
})

test('a hold in the middle of going somewhere ends it: the next leg is never begun', async () => {
  const desk = await homedDesk()
  desk.perform({ kind: 'jogStep', by: { zMm: -60 }, feedMmPerMin: 1500 })
  desk.settle()
  const mark = desk.mark
  const answer = desk.command({
    name: 'manual',
    request: {
      kind: 'goTo',
      coordinates: 'machine',
      target: { xMm: -300 },
      safeZMm: null,
      rate: { feedMmPerMin: 300 },
    },
  })
  desk.run(2000)
  desk.command({ name: 'hold' })
  desk.runUntil(() => answer() !== null)
  desk.run(3000)
  expect(desk.manual.lastProcedure?.ended).toBe('cancelled')
  expect(desk.since(mark).filter((line) => line.startsWith('$J='))).toHaveLength(1)
  expect(desk.engine.snapshot().machinePosition?.xMm).toBe(-1)
})

test('the active system is brought back behind a stop, and told', async () => {
  const desk = await handDesk()
  desk.perform({ kind: 'selectSystem', system: 'G55' })
  desk.settle()
  desk.start('G21G90\nG1X100F500\nM2\n')
  desk.run(2000)
  desk.command({ name: 'stop' })
  desk.runUntil(() => desk.state === 'ready', 20_000)
  desk.settle()
  desk.run(2000)
  expect(desk.manual.modal?.system).toBe('G55')
})

test('a stored position and a tool length are read back', async () => {
  const desk = await homedDesk()
  expect(desk.perform({ kind: 'storePosition', place: 'G28' }).problem).toBeNull()
  expect(desk.manual.offsets?.g28).toEqual(desk.engine.snapshot().machinePosition)
  expect(desk.perform({ kind: 'setToolLengthOffset', lengthMm: -2.5 }).problem).toBeNull()
  expect(desk.manual.offsets?.toolLengthOffsetMm).toBe(-2.5)
  expect(desk.perform({ kind: 'setToolLengthOffset', lengthMm: null }).problem).toBeNull()
  expect(desk.manual.offsets?.toolLengthOffsetMm).toBe(0)
})

test('a G92 offset is seen and can be dropped', async () => {
  const desk = await handDesk()
  desk.start('G21G90\nG92X5\nM2\n')
  desk.finish()
  desk.settle()
  desk.run(1000)
  expect(desk.manual.g92Active).toBe(true)
  expect(desk.perform({ kind: 'clearG92' }).problem).toBeNull()
  expect(desk.manual.g92Active).toBe(false)
})
