import {
  ErrorCodes,
  Message,
  type RequestMessage,
  ResponseError,
  type ResponseMessage,
} from 'vscode-languageserver';

interface Refusal {
  readonly code: number;
  readonly why: string;
}
const TOO_EARLY: Refusal = { code: ErrorCodes.ServerNotInitialized, why: 'not initialized' };
const AGAIN: Refusal = { code: ErrorCodes.InvalidRequest, why: 'initialized already' };
const TOO_LATE: Refusal = { code: ErrorCodes.InvalidRequest, why: 'shut down' };

/** The method that refused requests go to, with the refusal as their parameters. */
export const REFUSAL = 'ecsDefender/refusal';
export function refuse({ code, why }: Refusal): ResponseError<never> {
  return new ResponseError(code, why);
}

/**
 * What the protocol allows when: one hello, nothing before it, and nothing after `shutdown`. Of what comes at another time,
 * requests are refused and notifications passed over; `exit` and answers always count.
 * @param isGreeted whether a hello has been answered
 * @returns a message -> what is to be handled in its place
 */
export function lifeCycle(isGreeted: () => boolean): (message: Message) => Message | undefined {
  let isShutDown = false;
  const refusalOf = (method: string): Refusal | undefined => {
    if (isShutDown) return TOO_LATE;
    if (method === 'initialize') return isGreeted() ? AGAIN : undefined;
    return isGreeted() ? undefined : TOO_EARLY;
  };
  return (message) => {
    const isRequest = Message.isRequest(message);
    if (!isRequest && !Message.isNotification(message)) return answered(message);
    const { method } = message;
    if (method === 'exit') return message;
    const refusal = refusalOf(method);
    if (!refusal) {
      isShutDown = isRequest && method === 'shutdown';
      return message;
    }
    if (!isRequest) return undefined;
    const refused: RequestMessage = { ...message, method: REFUSAL, params: refusal };
    return refused;
  };
}

/** An answer. Of what is none to anything of ours no more is left than that: the library writes it into the log, with all
 * that it may hold of documents. */
function answered(message: Message): Message {
  if (Message.isResponse(message) && message.id !== null) return message;
  const { jsonrpc, id } = message as ResponseMessage;
  return { jsonrpc, id: typeof id === 'number' ? id : null } as ResponseMessage;
}
