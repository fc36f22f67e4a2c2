import { protocol } from 'electron'
import { APP_SCHEME } from './app-address.ts'
import { answerAppRequest } from './app-answer.ts'

/** Makes `app:` a scheme like https; must run before Electron is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true }
  protocol.registerSchemesAsPrivileged([{ scheme: APP_SCHEME, privileges }])
}

/** Serves the built renderer under `app://rmos/`. */
export function serveAppFiles(rendererDir: string): void {
  protocol.handle(APP_SCHEME, (request) => answerAppRequest(rendererDir, request))
}
