import type { AxisName } from '../manual/axes.ts'

/** How the tool approaches whatever it touches. */
export interface ProbeApproach {
  /** First touch, quick. */
  readonly seekFeedMmPerMin: number
  /** Second touch, slow: the one that counts. */
  readonly touchFeedMmPerMin: number
  /** The farthest the tool may travel looking for a contact. */
  readonly greatestTravelMm: number
  /** How far it backs off after each contact. */
  readonly retractMm: number
}

/** A beginner's bench: slow enough for any router, and a plate or a side that is near. */
export const USUAL_APPROACH: ProbeApproach = {
  seekFeedMmPerMin: 100,
  touchFeedMmPerMin: 20,
  greatestTravelMm: 20,
  retractMm: 2,
}

/** Where a side lies as seen from the tool: the direction the tool moves to touch it. */
export type EdgeDirection = 'x+' | 'x-' | 'y+' | 'y-'

/** An outside corner of the stock, as seen from above with Y pointing away. */
export type CornerName = 'front-left' | 'front-right' | 'back-left' | 'back-right'

/** What to find by touching; lengths in mm, in the work system that is active. */
export type ProbeInput =
  /** The top of the stock, by a plate of known thickness lying on it; Z becomes zero there. */
  | {
      readonly kind: 'zPlate'
      readonly approach: ProbeApproach
      readonly plateThicknessMm: number
    }
  /** One side of the stock, touched from outside by a tool of known diameter. */
  | {
      readonly kind: 'edge'
      readonly approach: ProbeApproach
      readonly direction: EdgeDirection
      readonly tipDiameterMm: number
    }
  /** An outside corner: a touch on each of the two sides that meet there. */
  | {
      readonly kind: 'corner'
      readonly approach: ProbeApproach
      readonly corner: CornerName
      readonly tipDiameterMm: number
      /** From where the tool stands to the place, along each side, where it touches the side. */
      readonly alongSideMm: number
      /** How far outside each side the tool goes down before it touches it. */
      readonly outsideMm: number
      /** How deep below its start the tip touches the sides. */
      readonly depthMm: number
    }
  /** The centre of a hole, e.g. a soundhole: two passes across, the second through the first's middle. */
  | {
      readonly kind: 'boreCentre'
      readonly approach: ProbeApproach
      readonly tipDiameterMm: number
      /** What the hole is expected to measure; the touches must not travel farther than it allows. */
      readonly expectedDiameterMm: number
    }
  /** The centre of a round or square boss standing above its surroundings. */
  | {
      readonly kind: 'bossCentre'
      readonly approach: ProbeApproach
      readonly tipDiameterMm: number
      readonly expectedDiameterMm: number
      /** How far outside the expected size the tool goes down. */
      readonly outsideMm: number
      readonly depthMm: number
    }
  /** The tool's length against a reference, by a sensor that is fixed to the machine. */
  | {
      readonly kind: 'toolLength'
      readonly approach: ProbeApproach
      /** The sensor's place in machine coordinates; Z is where the search begins. */
      readonly sensorMachineMm: { readonly xMm: number; readonly yMm: number; readonly zMm: number }
      /** Machine Z of the contact of the reference tool; null makes this tool the reference. */
      readonly referenceContactMachineZMm: number | null
    }

/** What a touch found. */
export interface ProbeFinding {
  readonly kind: ProbeInput['kind']
  /** The axes whose work zero was set. */
  readonly zeroedAxes: readonly AxisName[]
  /** Where the sought point lies in machine coordinates, for the axes that were sought. */
  readonly machinePointMm: {
    readonly xMm: number | null
    readonly yMm: number | null
    readonly zMm: number | null
  }
  /** Measured size along X and Y of a bore or a boss; null for the others. */
  readonly measuredMm: { readonly xMm: number; readonly yMm: number } | null
  /** The greatest difference between a quick and a slow touch of the same place. */
  readonly repeatabilityMm: number
  /** For a tool length: the offset that was set with G43.1; null when this tool is the reference. */
  readonly toolLengthOffsetMm: number | null
}
