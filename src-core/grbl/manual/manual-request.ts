import type { ProbeInput } from '../probing/probe-input.ts'
import type { AxisName, AxisValuesMm, WorkSystem } from './axes.ts'

/** Direction of a continuous jog: each part -1, 0 or 1 (or between, for a stick). */
export interface JogDirection {
  readonly x: number
  readonly y: number
  readonly z: number
}

/** A number that must be written to the controller, and the number it must read back as. */
export interface SettingChange {
  readonly settingNumber: number
  /** As GRBL prints it, e.g. `250.000`. */
  readonly value: string
}

/** What a person does at the machine outside a job; lengths in mm, work coordinates unless said. */
export type ManualRequest =
  /** One relative move, ended by itself. */
  | {
      readonly kind: 'jogStep'
      readonly by: AxisValuesMm
      readonly feedMmPerMin: number
    }
  /**
   * Starts a continuous jog, or keeps the one with the same id going: without a refresh within
   * 250 ms it ends. An id that was released never starts again.
   */
  | {
      readonly kind: 'jogHold'
      readonly jogId: string
      readonly direction: JogDirection
      readonly feedMmPerMin: number
    }
  /** Ends the jog of this id, also before it began; an empty id ends whichever runs. */
  | { readonly kind: 'jogRelease'; readonly jogId: string }
  | { readonly kind: 'selectSystem'; readonly system: WorkSystem }
  /** Makes the place where the tool stands read as these values (0: zero) in a work system. */
  | {
      readonly kind: 'setWorkPosition'
      readonly system: WorkSystem | 'active'
      readonly position: AxisValuesMm
    }
  /** Halves what the position reads on these axes: the middle between zero and here. */
  | { readonly kind: 'halveWorkPosition'; readonly axes: readonly AxisName[] }
  /** Writes the offset of a work system itself, in machine coordinates. */
  | {
      readonly kind: 'setOffset'
      readonly system: WorkSystem
      readonly offset: AxisValuesMm
    }
  /**
   * Goes to a place: Z up first (to `safeZMm` in the same coordinates, never down to it), then X
   * and Y, then Z down when it is asked for.
   */
  | {
      readonly kind: 'goTo'
      readonly coordinates: 'work' | 'machine'
      readonly target: AxisValuesMm
      readonly safeZMm: number | null
      readonly rate: 'rapid' | { readonly feedMmPerMin: number }
    }
  | { readonly kind: 'goToStored'; readonly place: 'G28' | 'G30' }
  | { readonly kind: 'storePosition'; readonly place: 'G28' | 'G30' }
  | { readonly kind: 'clearG92' }
  /** G43.1, or G49 for null. */
  | { readonly kind: 'setToolLengthOffset'; readonly lengthMm: number | null }
  /** Targets in percent; what is left out stays. */
  | {
      readonly kind: 'setOverrides'
      readonly feedPercent?: number | undefined
      readonly rapidPercent?: 100 | 50 | 25 | undefined
      readonly spindlePercent?: number | undefined
    }
  /** Only in a hold: stops the spindle, or lets it turn again. */
  | { readonly kind: 'toggleSpindleStop' }
  /** Slows to a stand, then stops spindle and coolant; resume turns them on again. */
  | { readonly kind: 'pauseAndStopSpindle' }
  | {
      readonly kind: 'setSpindle'
      readonly turn: 'off' | 'clockwise' | 'counterclockwise'
      readonly rpm: number
    }
  | { readonly kind: 'setCoolant'; readonly coolant: 'flood' | 'mist'; readonly on: boolean }
  | { readonly kind: 'homeAxis'; readonly axis: AxisName }
  /**
   * Looks for something by touching. First the person touches the plate to the tool, so that a broken
   * wire is found before the tool runs into the work; `skipTouchTest` only where it was tested just now.
   */
  | {
      readonly kind: 'probe'
      readonly input: ProbeInput
      readonly skipTouchTest?: boolean | undefined
    }
  /** Reads `$#`, `$G` and `$$` anew. */
  | { readonly kind: 'readController' }
  /** Writes settings one at a time, each read back. */
  | { readonly kind: 'writeSettings'; readonly changes: readonly SettingChange[] }
  /** One line typed by a person. */
  | { readonly kind: 'sendLine'; readonly text: string; readonly startsMotionAgreed: boolean }
  /** Lines of a macro that was checked. */
  | { readonly kind: 'runMacro'; readonly name: string; readonly text: string }
  /** Ends the procedure: the machine is stopped, zero stays as it was. */
  | { readonly kind: 'cancelProcedure'; readonly procedureId: number }
