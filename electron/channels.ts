/** The two lines between page and main. */
export const COMMAND_CHANNEL = 'command';
export const NOTICE_CHANNEL = 'notice';
