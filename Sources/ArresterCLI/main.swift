/// The program: command line in, exit status out.
Program.main()
