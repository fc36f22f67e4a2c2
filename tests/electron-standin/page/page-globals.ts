/** The little of a page's globals that the stand-in's own page code uses. */
export interface PageWindow {
  readonly top: unknown
  readonly document: { readonly baseURI: string }
  readonly addEventListener: (
    name: string,
    listener: (event: PageEvent) => void,
    capture?: boolean,
  ) => void
  readonly dispatchEvent: (event: CustomEvent) => void
}

/** The events it hears: its own, and clicks. */
export interface PageEvent {
  readonly detail: unknown
  readonly target: { readonly closest?: (selector: string) => PageLink | null } | null
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly stopImmediatePropagation: () => void
  readonly preventDefault: () => void
}

/** A link that was clicked. */
export interface PageLink {
  readonly href: string
  readonly target: string
}
