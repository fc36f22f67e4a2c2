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
