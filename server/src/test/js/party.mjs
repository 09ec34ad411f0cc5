// What all parties share: the first line of input says who they are. From then on they print
// "visit URL" where a person has to go, or another word for what a person has to do, read what came
// of it, and print "done" once everything was as the specifications say. They end with an error
// otherwise.
import { createInterface } from 'node:readline';

const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const nextLine = async () => (await input.next()).value;

export const app = JSON.parse(await nextLine());

/** Has the person do something; what came of it. */
export const ask = async (word, address = '') => {
    console.log(`${word} ${address}`);
    return nextLine();
};

/** Sends the person's browser; the address at which it came back. */
export const visit = async (url) => new URL(await ask('visit', url.href));

export const refusedWith = (code) => (error) => error.error === code;

export const done = () => {
    console.log('done');
    process.exit(0);
};
