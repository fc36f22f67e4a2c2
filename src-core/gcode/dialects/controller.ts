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
