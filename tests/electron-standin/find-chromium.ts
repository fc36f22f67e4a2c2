import { existsSync } from 'node:fs'

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * Where this computer has Chromium (or Chrome): `RMOS_CHROMIUM`, else the first of the usual places
 * that is there, else undefined.
 */
export function findChromium(): string | undefined {
  return process.env['RMOS_CHROMIUM'] ?? USUAL_PLACES.find((place) => existsSync(place))
}
