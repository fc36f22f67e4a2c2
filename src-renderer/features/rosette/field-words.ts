/** What is said of one field of the inspector. */
export interface FieldWords {
  readonly label: string
  /** Usual value and why, shown while the field has focus. */
  readonly note?: string
  readonly text: string
  readonly formula?: string
  readonly usual?: string
  readonly source?: string
}

/** Source of what only a test cut can confirm. */
export const SHOP_TEST = 'Starting value of RMOS, to be confirmed by a test cut'
