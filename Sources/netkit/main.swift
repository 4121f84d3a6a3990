import NetkitCommands

Netkit.main()
