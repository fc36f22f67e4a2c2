import { isAppAddress } from './app-address.ts'

/** The part of Electron's WebFrameMain that tells who is calling. */
export interface SenderFrame {
  readonly url: string
  readonly parent: unknown
}

/** Whether a call comes from the app's own page: its top frame, at `app://rmos/`, still there. */
export function isTrustedSender(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && isAppAddress(frame.url)
}
