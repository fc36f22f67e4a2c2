import { z } from 'zod'
import type { MachineSnapshot } from '../grbl/machine-snapshot.ts'
import type { ManualRequest } from '../grbl/manual/manual-request.ts'
import { typed } from './typed.ts'

const lengthMm = z.number().min(-10_000).max(10_000)
const positiveMm = z.number().positive().max(10_000)
const feedMmPerMin = z.number().positive().max(100_000)
const axisName = z.enum(['x', 'y', 'z'])
const someAxes = z.strictObject({
  xMm: lengthMm.optional(),
  yMm: lengthMm.optional(),
  zMm: lengthMm.optional(),
})
const workSystem = z.enum(['G54', 'G55', 'G56', 'G57', 'G58', 'G59'])
const jogId = z.string().max(40)
const procedureId = z.number().int().positive()
const directionPart = z.number().min(-1).max(1)
const storedPlace = z.enum(['G28', 'G30'])

const approach = z.strictObject({
  seekFeedMmPerMin: z.number().positive().max(1000),
  touchFeedMmPerMin: z.number().positive().max(200),
  greatestTravelMm: z.number().positive().max(200),
  retractMm: z.number().min(0.2).max(50),
})
const tipDiameterMm = z.number().min(0).max(50)

/** What to find by touching. */
export const probeInputSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('zPlate'),
    approach,
    plateThicknessMm: z.number().min(0).max(100),
  }),
  z.strictObject({
    kind: z.literal('edge'),
    approach,
    direction: z.enum(['x+', 'x-', 'y+', 'y-']),
    tipDiameterMm,
  }),
  z.strictObject({
    kind: z.literal('corner'),
    approach,
    corner: z.enum(['front-left', 'front-right', 'back-left', 'back-right']),
    tipDiameterMm,
    alongSideMm: positiveMm,
    outsideMm: positiveMm,
    depthMm: positiveMm,
  }),
  z.strictObject({
    kind: z.literal('boreCentre'),
    approach,
    tipDiameterMm,
    expectedDiameterMm: positiveMm,
  }),
  z.strictObject({
    kind: z.literal('bossCentre'),
    approach,
    tipDiameterMm,
    expectedDiameterMm: positiveMm,
    outsideMm: positiveMm,
    depthMm: positiveMm,
  }),
  z.strictObject({
    kind: z.literal('toolLength'),
    approach,
    sensorMachineMm: z.strictObject({ xMm: lengthMm, yMm: lengthMm, zMm: lengthMm }),
    referenceContactMachineZMm: lengthMm.nullable(),
  }),
])

const jogging = [
  z.strictObject({ kind: z.literal('jogStep'), by: someAxes, feedMmPerMin }),
  z.strictObject({
    kind: z.literal('jogHold'),
    jogId: jogId.min(1),
    direction: z.strictObject({ x: directionPart, y: directionPart, z: directionPart }),
    feedMmPerMin,
  }),
  z.strictObject({ kind: z.literal('jogRelease'), jogId }),
] as const

const offsets = [
  z.strictObject({ kind: z.literal('selectSystem'), system: workSystem }),
  z.strictObject({
    kind: z.literal('setWorkPosition'),
    system: z.enum(['active', ...workSystem.options]),
    position: someAxes,
  }),
  z.strictObject({
    kind: z.literal('halveWorkPosition'),
    axes: z.array(axisName).min(1).max(3).readonly(),
  }),
  z.strictObject({ kind: z.literal('setOffset'), system: workSystem, offset: someAxes }),
  z.strictObject({
    kind: z.literal('goTo'),
    coordinates: z.enum(['work', 'machine']),
    target: someAxes,
    safeZMm: lengthMm.nullable(),
    rate: z.union([z.literal('rapid'), z.strictObject({ feedMmPerMin })]),
  }),
  z.strictObject({ kind: z.literal('goToStored'), place: storedPlace }),
  z.strictObject({ kind: z.literal('storePosition'), place: storedPlace }),
  z.strictObject({ kind: z.literal('clearG92') }),
  z.strictObject({
    kind: z.literal('setToolLengthOffset'),
    lengthMm: lengthMm.nullable(),
  }),
  z.strictObject({ kind: z.literal('homeAxis'), axis: axisName }),
] as const

const accessories = [
  z.strictObject({
    kind: z.literal('setOverrides'),
    feedPercent: z.number().int().min(10).max(200).optional(),
    rapidPercent: z.union([z.literal(100), z.literal(50), z.literal(25)]).optional(),
    spindlePercent: z.number().int().min(10).max(200).optional(),
  }),
  z.strictObject({ kind: z.literal('toggleSpindleStop') }),
  z.strictObject({ kind: z.literal('pauseAndStopSpindle') }),
  z.strictObject({
    kind: z.literal('setSpindle'),
    turn: z.enum(['off', 'clockwise', 'counterclockwise']),
    rpm: z.number().min(0).max(120_000),
  }),
  z.strictObject({
    kind: z.literal('setCoolant'),
    coolant: z.enum(['flood', 'mist']),
    on: z.boolean(),
  }),
] as const

const procedures = [
  z.strictObject({
    kind: z.literal('probe'),
    input: probeInputSchema,
    skipTouchTest: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('readController') }),
  z.strictObject({ kind: z.literal('cancelProcedure'), procedureId }),
] as const

/** Calls about working at the machine by hand, outside a job. */
export const manual = {
  /**
   * Does one thing by hand. Moves and toggles answer when they were taken; a procedure (offset,
   * go-to, probe, …) answers when it has ended, with how in `manual.lastProcedure`.
   */
  perform: {
    input: z.discriminatedUnion('kind', [
      ...jogging,
      ...offsets,
      ...accessories,
      ...procedures,
    ]) satisfies z.ZodType<ManualRequest>,
    output: typed<MachineSnapshot>(),
  },
} as const
