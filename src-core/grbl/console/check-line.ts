/** What would become of a line typed at the console. */
export type LineVerdict =
  | {
      readonly kind: 'send'
      /** The line as it would go out: comments and spaces stripped, capitals. */
      readonly text: string
      /** It starts a motion or turns the spindle on: the screen asks first. */
      readonly startsMotion: boolean
      /** It writes the controller's memory, so it goes alone, with a pause behind it. */
      readonly writesMemory: boolean
    }
  | { readonly kind: 'refused'; readonly sentence: string; readonly remedy: string }
