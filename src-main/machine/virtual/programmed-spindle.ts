/** A spindle as the program asks for it, before overrides and limits. */
export interface ProgrammedSpindle {
  readonly state: 'M3' | 'M4' | 'M5'
  readonly rpm: number
}
