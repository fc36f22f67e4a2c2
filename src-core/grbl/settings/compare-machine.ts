import type { Machine } from '../../library/machine.schema.ts'

/** A value of a machine record that the controller does not bear out. */
export interface MachineDifference {
  /** Where in the record, e.g. `travelMm.x`. */
  readonly field: string
  readonly settingNumber: number
  readonly unit: string
  readonly recordValue: number
  readonly controllerValue: number
  /** What follows from it, in one sentence. */
  readonly sentence: string
}

/** The controller against a machine record. */
export interface MachineComparison {
  readonly machineId: string
  readonly differences: readonly MachineDifference[]
}

interface Compared {
  readonly field: string
  readonly settingNumber: number
  readonly unit: string
  readonly recordValue: number
  readonly consequence: string
}

function comparedFields(machine: Machine): readonly Compared[] {
  const perAxis = (
    field: 'travelMm' | 'maxRateMmPerMin' | 'accelerationMmPerS2',
    firstNumber: number,
    unit: string,
    consequence: string,
  ) =>
    (['x', 'y', 'z'] as const).map((axis, index) => ({
      field: `${field}.${axis}`,
      settingNumber: firstNumber + index,
      unit,
      recordValue: machine[field][axis],
      consequence,
    }))
  const { junctionDeviationMm, arcToleranceMm, spindle } = machine
  return [
    ...perAxis('travelMm', 130, 'mm', 'programs are judged by the wrong room'),
    ...perAxis('maxRateMmPerMin', 110, 'mm/min', 'times of programs come out wrong'),
    ...perAxis('accelerationMmPerS2', 120, 'mm/s²', 'times of programs come out wrong'),
    {
      field: 'junctionDeviationMm',
      settingNumber: 11,
      unit: 'mm',
      recordValue: junctionDeviationMm,
      consequence: 'times of programs come out wrong',
    },
    {
      field: 'arcToleranceMm',
      settingNumber: 12,
      unit: 'mm',
      recordValue: arcToleranceMm,
      consequence: 'arcs are cut coarser or finer than planned',
    },
    {
      field: 'spindle.maxRpm',
      settingNumber: 30,
      unit: 'rpm',
      recordValue: spindle.maxRpm,
      consequence: 'the spindle turns at another speed than the program asks for',
    },
  ]
}

/** Holds a machine record against the controller's settings; only what differs by over a thousandth. */
export function compareMachine(
  settings: ReadonlyMap<number, string>,
  machine: Machine,
): MachineComparison {
  const differences = comparedFields(machine).flatMap((compared): MachineDifference[] => {
    const { field, settingNumber, unit, recordValue, consequence } = compared
    const printed = settings.get(settingNumber)
    if (printed === undefined) return []
    const controllerValue = Number(printed)
    if (Math.abs(controllerValue - recordValue) <= Math.abs(recordValue) * 0.001) return []
    const sentence = `${machine.name} says ${String(recordValue)} ${unit}, the controller ${String(controllerValue)} ${unit} ($${String(settingNumber)}): ${consequence}.`
    return [{ field, settingNumber, unit, recordValue, controllerValue, sentence }]
  })
  return { machineId: machine.id, differences }
}
