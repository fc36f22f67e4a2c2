/** How a family of controllers differs from GRBL 1.1 on an AVR. */
export interface ControllerProfile {
  readonly name: 'grbl' | 'grblhal' | 'fluidnc'
  /** Text of the line it greets with. */
  readonly banner: string
  /** Answers to `$I`. */
  readonly buildInfo: readonly string[]
  readonly receiveBytes: number
  readonly plannerBlocks: number
  /** Most characters of a line, spaces and comments not counted. */
  readonly lineCharacters: number
  /** CR and LF next to each other end one line, not two. */
  readonly pairsLineEnds: boolean
  /** After a refusal every block is refused until an empty line, a `$` command or a reset. */
  readonly latchesErrors: boolean
  /** M6 waits in state Tool instead of being refused. */
  readonly changesTools: boolean
  /** 0x87 asks for a full report. */
  readonly hasFullReport: boolean
  /** Settings write to flash without masking interrupts. */
  readonly losesBytesInWrites: boolean
  /** Chatter pushed between answers: one line each so many ms, or null for none. */
  readonly chatterEveryMs: number | null
}

/** GRBL 1.1h on an Arduino Uno, the one everything here was measured on. */
const GRBL: ControllerProfile = {
  name: 'grbl',
  banner: "Grbl 1.1h ['$' for help]",
  buildInfo: ['[VER:1.1h.20190830:{info}]', '[OPT:V,15,128]'],
  receiveBytes: 128,
  plannerBlocks: 15,
  lineCharacters: 79,
  pairsLineEnds: false,
  latchesErrors: false,
  changesTools: false,
  hasFullReport: false,
  losesBytesInWrites: true,
  chatterEveryMs: null,
}

const GRBLHAL: ControllerProfile = {
  ...GRBL,
  name: 'grblhal',
  banner: "GrblHAL 1.1f ['$' or '$HELP' for help]",
  buildInfo: [
    '[VER:1.1f.20260115:{info}]',
    '[OPT:VNMSL,100,1024,3,0]',
    '[NEWOPT:ENUMS,RT-,HOME,ES,TC]',
    '[FIRMWARE:grblHAL]',
  ],
  receiveBytes: 1024,
  plannerBlocks: 100,
  lineCharacters: 256,
  pairsLineEnds: true,
  latchesErrors: true,
  changesTools: true,
  hasFullReport: true,
  losesBytesInWrites: false,
}

const FLUIDNC: ControllerProfile = {
  ...GRBL,
  name: 'fluidnc',
  banner: "Grbl 3.9 [FluidNC v3.9.4 (esp32-wifi) '$' for help]",
  buildInfo: [
    '[VER:3.9 FluidNC v3.9.4:{info}]',
    '[OPT:MPHS,15,128]',
    '[MSG: Machine: Rosette router]',
  ],
  lineCharacters: 255,
  pairsLineEnds: true,
  losesBytesInWrites: false,
  chatterEveryMs: 700,
}

/** The controllers that can be played. */
export const CONTROLLER_PROFILES = [GRBL, GRBLHAL, FLUIDNC] as const

/** The profile of a name, GRBL 1.1 for no name; null when there is none of that name. */
export function profileNamed(name: string | null): ControllerProfile | null {
  if (name === null) return GRBL
  return CONTROLLER_PROFILES.find((profile) => profile.name === name) ?? null
}
