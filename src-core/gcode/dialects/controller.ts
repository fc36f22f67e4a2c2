/** The controllers a post can be for, by the G-code each of them reads. */
export const CONTROLLERS = [
  'grbl-1.1',
  'grblhal',
  'fluidnc',
  'linuxcnc',
  'pathpilot',
  'mach4',
  'masso',
  'generic',
] as const
/** One of the controllers. */
export type Controller = (typeof CONTROLLERS)[number]

/** Each controller as its makers write it. */
export const CONTROLLER_NAMES: Readonly<Record<Controller, string>> = {
  'grbl-1.1': 'GRBL 1.1',
  grblhal: 'grblHAL',
  fluidnc: 'FluidNC',
  linuxcnc: 'LinuxCNC',
  pathpilot: 'PathPilot',
  mach4: 'Mach4',
  masso: 'MASSO',
  generic: 'any that reads RS274',
}
