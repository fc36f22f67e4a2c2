import { z } from 'zod'

const nothing = z.strictObject({})
const seatId = z.string().min(1).max(80)
const deviceId = z.string().min(1).max(80)

/** A place from which RMOS is used: the shop PC with all its windows, or one paired device. */
export const seatSchema = z.strictObject({
  seatId,
  /** `Shop PC`, or the name the person gave the device. */
  name: z.string(),
  isShopPc: z.boolean(),
  /** Has a page open now. */
  isConnected: z.boolean(),
})
/** A place from which RMOS is used. */
export type Seat = z.output<typeof seatSchema>

/** Who is there, who controls, and who has asked for control. */
export const benchStatusSchema = z.strictObject({
  /** The seat that asked for this status. */
  you: seatSchema,
  /** The shop PC first, then the devices that have a page open or are in control. */
  seats: z.array(seatSchema),
  /** Exactly one seat may change things. */
  controllerSeatId: seatId,
  /** A wish for control that waits for an answer; `secondsLeft` until silence is an answer too. */
  request: z.strictObject({ seatId, secondsLeft: z.number() }).nullable(),
  /** How the wish of this seat ended that was not granted; null before and after it was. */
  yourRequestEnded: z.enum(['refused', 'unanswered']).nullable(),
})
/** Who is there, who controls, and who has asked for control. */
export type BenchStatus = z.output<typeof benchStatusSchema>

/** A tablet or phone that was paired. Its token is kept as a hash only. */
export const pairedDeviceSchema = z.strictObject({
  deviceId,
  name: z.string(),
  pairedAtUtc: z.string(),
  lastSeenUtc: z.string(),
  isConnected: z.boolean(),
})
/** A tablet or phone that was paired. */
export type PairedDevice = z.output<typeof pairedDeviceSchema>

/** The shop network as the shop PC sees it. */
export const benchNetworkSchema = z.strictObject({
  /** `http://address:port` of every address that is listened at; empty while the network is closed. */
  urls: z.array(z.string()),
  /** The pairing code that is good now; null when there is none. */
  code: z.strictObject({ digits: z.string(), secondsLeft: z.number() }).nullable(),
  /** What became of the last code; null while one is good and before the first. */
  codeEnded: z.enum(['used', 'expired', 'guessed', 'withdrawn']).nullable(),
  devices: z.array(pairedDeviceSchema),
})
/** The shop network as the shop PC sees it. */
export type BenchNetwork = z.output<typeof benchNetworkSchema>

/** Calls about who watches, who controls, and the shop network. */
export const bench = {
  /** Asked again after each `bench.changed`. */
  status: { input: nothing, output: benchStatusSchema },
  /**
   * Asks for control. Granted at once when the controller has no page open (for 10 s or more); else
   * the controller is asked and has 30 s. Silence grants it to the shop PC alone, and only while the
   * machine rests.
   */
  requestControl: { input: nothing, output: benchStatusSchema },
  /** The controller's answer to the wish of a seat. */
  answerRequest: {
    input: z.strictObject({ seatId, handOver: z.boolean() }),
    output: benchStatusSchema,
  },
  /** The controller gives control to a seat that has a page open, or back to the shop PC. */
  handOver: { input: z.strictObject({ seatId }), output: benchStatusSchema },
  network: { input: nothing, output: benchNetworkSchema },
  /** Listens at this computer's addresses in the shop network, until closed or until RMOS ends. */
  openNetwork: { input: nothing, output: benchNetworkSchema },
  /** Cuts every device off and listens at 127.0.0.1 alone again. Pairings are kept. */
  closeNetwork: { input: nothing, output: benchNetworkSchema },
  /** A new pairing code; the one before is worth nothing then. Refused while the network is closed. */
  newCode: { input: nothing, output: benchNetworkSchema },
  /** Forgets a device and cuts it off at once. */
  revokeDevice: { input: z.strictObject({ deviceId }), output: benchNetworkSchema },
  revokeAllDevices: { input: nothing, output: benchNetworkSchema },
} as const
